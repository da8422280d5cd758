"""Rules for every test."""

import ast
from pathlib import Path

TESTS = Path(__file__).parent
# Whoever is called by such a name compares, and raises when it differs.
COMPARE = ("assert", "raises", "expect", "wait_for", "num_queries", "all_gone")


def names_in(node: ast.AST) -> set[str]:
    named = [part for part in ast.walk(node) if isinstance(part, (ast.Name, ast.Attribute))]
    return {part.id if isinstance(part, ast.Name) else part.attr for part in named}


def compares(function: ast.FunctionDef) -> bool:
    if any(isinstance(node, ast.Assert) for node in ast.walk(function)):
        return True
    return any(mark in name for name in names_in(function) for mark in COMPARE)


def test_every_test_compares_something():
    for path in TESTS.rglob("test_*.py"):
        functions = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)]
        compare = {function.name for function in functions if compares(function)}
        for function in functions:
            if function.name.startswith("test_"):
                assert function.name in compare or names_in(function) & compare, f"{path}:{function.lineno} cannot fail"


def test_no_test_file_is_a_library_of_another():
    for path in TESTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                last = node.module.rpartition(".")[2]
                assert not last.startswith("test_"), f"{path}:{node.lineno}: what two files need is in tests/samples/"
