"""Files and functions that a newcomer can hold in mind."""

import ast
from statistics import median

from tests.architecture.sources import PRODUCT, files, name_of, tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 55  # a call with an argument a line is long, not complicated
MEDIAN_FILE = 80
DEEPEST = 3
_NESTING = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _lines(path_text: str) -> int:
    return path_text.count("\n")


def test_no_file_is_longer_than_300_lines() -> None:
    sizes = {name_of(path): _lines(path.read_text(encoding="utf-8")) for path in files(*PRODUCT, "tests")}
    assert not {name: size for name, size in sizes.items() if size > LONGEST_FILE}


def test_half_of_the_files_have_at_most_80_lines() -> None:
    assert median(_lines(path.read_text(encoding="utf-8")) for path in files(*PRODUCT)) <= MEDIAN_FILE


def test_no_function_is_much_longer_than_50_lines() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in files(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, _FUNCTIONS) and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long


def test_nothing_is_nested_deeper_than_3() -> None:
    deep = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in files(*PRODUCT)
        for node in ast.walk(tree(path))
        if isinstance(node, _FUNCTIONS) and _depth(node) > DEEPEST
    ]
    assert not deep


def _depth(node: ast.AST, inside_elif: bool = False) -> int:
    """Return how deep blocks stand in blocks; `elif` is no deeper than its `if`, a function starts afresh."""
    own = int(isinstance(node, _NESTING) and not inside_elif)
    below = [
        _depth(child, isinstance(node, ast.If) and node.orelse == [child] and isinstance(child, ast.If))
        for child in ast.iter_child_nodes(node)
        if not isinstance(child, (*_FUNCTIONS, ast.ClassDef))
    ]
    return own + max(below, default=0)
