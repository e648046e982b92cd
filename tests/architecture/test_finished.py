"""Nothing is left open, skipped or unexplained."""

import ast
import re

from tests.architecture.sources import PRODUCT, ROOT, files, name_of, tree

# Put together, so that this file does not find itself.
LEFT_OPEN = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error"]))
NOT_RUN = re.compile(r"pytest\.(skip|importorskip|xfail|mark\.skip|mark\.skipif|mark\.xfail)\b")
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "shared"}


def test_nothing_is_left_open() -> None:
    found = [
        f"{name_of(path)}:{number}"
        for path in files(*PRODUCT, "tests")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LEFT_OPEN.search(line)
    ]
    assert not found


def test_every_test_runs() -> None:
    this = name_of(ROOT / "tests" / "architecture" / "test_finished.py")
    found = [
        f"{name_of(path)}:{number}"
        for path in files("tests")
        if name_of(path) != this
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if NOT_RUN.search(line)
    ]
    assert not found


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in files(*PRODUCT, "tests") if not ast.get_docstring(tree(path))]
    assert not [name_of(path) for path in silent if path.stat().st_size], (
        "an empty __init__ has nothing to say"
    )


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in files("tests")}
    assert not [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()]


def test_no_module_has_a_vague_name() -> None:
    assert not [name_of(path) for path in files(*PRODUCT, "tests") if path.stem in VAGUE]
