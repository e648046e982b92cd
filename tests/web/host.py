"""A municipality's own web site on another origin, with the policy that docs/integrator.md tells it to send."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class Host:
    """Serves pages over real HTTP; every page carries the two lines and the policy of the integrator's page."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.pages: dict[str, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """The origin."""
        return f"http://localhost:{self._server.server_address[1]}"

    @property
    def policy(self) -> str:
        """What docs/integrator.md tells a municipality to allow, and nothing more."""
        return (
            f"default-src 'none'; script-src {self.site} 'self'; connect-src {self.site}; style-src 'self'; "
            "require-trusted-types-for 'script'; trusted-types 'none'"
        )

    def page(self, body: str, *, style: str = "", script: str = "", path: str = "/") -> str:
        """Put up a page with the widget's line in its head; return its address."""
        head = f'<meta charset="utf-8"><title>Host</title><link rel="stylesheet" href="{path}style.css">'
        ours = f'<script src="{self.site}/static/widget/widget.js" defer></script>'
        theirs = f'<script src="{path}host.js" defer></script>' if script else ""
        html = f'<!doctype html><html lang="da">{head}{ours}{theirs}<body>{body}'
        self.pages |= {path: html, f"{path}style.css": style, f"{path}host.js": script}
        return f"{self.address}{path}"

    def __enter__(self) -> "Host":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = host.pages.get(self.path.split("?")[0])
                kind = {"css": "text/css", "js": "text/javascript"}.get(
                    self.path.rpartition(".")[2], "text/html"
                )
                body = (found or "").encode()
                self.send_response(200 if found is not None else 404)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Security-Policy", host.policy)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
