"""The law as it is, and small laws made for one test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rights import Law, read_law
from rights.law import LAW_FOLDER

AROUND = ("sources.yaml", "facts.yaml", "settings.yaml", "topics.yaml", "absence_reasons.yaml")
PACK = "track: gaeldende\ntitle: a pack\nsource: LBK 280/2024\nvalid_from: 2020-01-01\n"
MakeLaw = Callable[..., Path]


@pytest.fixture(scope="session")
def law() -> Law:
    """Every law file there is."""
    return read_law()


@pytest.fixture
def make_law(tmp_path: Path) -> MakeLaw:
    """Return a function that writes a law folder: `make_law({"gaeldende/a/rules.yaml": text})`."""

    def make(files: dict[str, str]) -> Path:
        for name in AROUND:
            shutil.copy(LAW_FOLDER / name, tmp_path / name)
        packs = {str(Path(name).parents[-3]) for name in files if "/" in name}
        for pack in packs:
            (tmp_path / pack).mkdir(parents=True, exist_ok=True)
            (tmp_path / pack / "pack.yaml").write_text(PACK, encoding="utf-8")
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return make
