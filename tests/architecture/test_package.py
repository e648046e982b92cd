"""The wheel that the image installs carries everything that stands in the packages."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from tests.architecture.sources import PRODUCT, ROOT

NOT_SHIPPED = ("__pycache__", ".pyc")


def test_the_wheel_carries_every_file_and_the_catalogues(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    carried = set(ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in PRODUCT
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not any(mark in str(path) for mark in NOT_SHIPPED)
    }
    catalogues = {
        f"api/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "locales").rglob("*") if path.is_file()
    }
    assert not (wanted | catalogues) - carried
