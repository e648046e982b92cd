"""Every run-time dependency may be used by a product under the EUPL-1.2."""

import re
from importlib.metadata import metadata

from tests.architecture.sources import ROOT

# Permissive licences ask for their notice, which stays in the wheels.
PERMISSIVE = {
    *(
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "PSF-2.0",
        "Zlib",
    ),
}
# Weak copyleft, listed in the EUPL's appendix of compatible licences; used unchanged, as libraries.
COMPATIBLE = {"MPL-2.0", "LGPL-2.1-or-later"}
# These name no SPDX expression, or are pinned for other systems only; read in the packages' own licence files.
READ = {
    "aiosignal": "Apache-2.0",
    "async-timeout": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "httpx2-jsfetch": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "polars": "MIT",
    "polars-runtime-32": "MIT",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "python-stdnum": "LGPL-2.1-or-later",
    "reportlab": "BSD-3-Clause",
    "uvloop": "MIT OR Apache-2.0",
    "valkey": "MIT",
}


def _pinned() -> set[str]:
    lock = (ROOT / "requirements" / "base.lock").read_text(encoding="utf-8")
    return set(re.findall(r"(?m)^([a-z0-9][a-z0-9._-]*)==", lock))


def _licence(package: str) -> str:
    if package in READ:
        return READ[package]
    found = metadata(package)
    return found["License-Expression"] or found["License"] or "none named"


def test_every_dependency_has_a_licence_that_fits() -> None:
    misfits = {
        package: licence
        for package in _pinned()
        if not set(re.split(r" (?:AND|OR) |[()]", licence := _licence(package))) - {""}
        <= PERMISSIVE | COMPATIBLE
    }
    assert not misfits


def test_no_exception_outlives_its_package() -> None:
    assert set(READ) <= _pinned()


def test_the_product_says_its_own_licence() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.lstrip().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
