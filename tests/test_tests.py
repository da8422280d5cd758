"""Rules for every test."""

import ast
from pathlib import Path

TESTS = Path(__file__).parent
# Whoever is called by such a name compares, and raises when it differs.
COMPARE = ("assert", "raises", "expect", "wait_for", "num_queries", "all_gone")


def names_in(node: ast.AST) -> set[str]:
    named = [each for each in ast.walk(node) if isinstance(each, (ast.Name, ast.Attribute))]
    return {each.id if isinstance(each, ast.Name) else each.attr for each in named}


def compares(function: ast.FunctionDef) -> bool:
    if any(isinstance(node, ast.Assert) for node in ast.walk(function)):
        return True
    return any(mark in name for name in names_in(function) for mark in COMPARE)


def test_every_test_compares_something():
    for path in TESTS.rglob("test_*.py"):
        functions = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
        compare = {each.name for each in functions if compares(each)}
        for each in functions:
            if each.name.startswith("test_"):
                assert each.name in compare or names_in(each) & compare, f"{path}:{each.lineno} cannot fail"


def test_no_test_file_is_a_library_of_another():
    for path in TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                last = node.module.rpartition(".")[2]
                assert not last.startswith("test_"), f"{path}:{node.lineno}: what two files need is in tests/samples/"
