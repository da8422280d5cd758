"""A small change of a rule, made to the functions that are loaded."""

import functools
import gc
from collections.abc import Iterator
from difflib import unified_diff
from types import CodeType, FunctionType
from typing import Any, NamedTuple

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_item import WorkItem

from benchmarks.mutants import spec_of

OURS = ("cases", "regulations", "lib")
IS_FUNCTION = 0x01  # CO_OPTIMIZED: bodies of functions have it, those of modules and classes do not


class Change(NamedTuple):
    """``text``: the whole changed module. ``bodies``: the code of each changed function, before and after."""

    item: WorkItem
    diff: str
    text: str
    bodies: dict[CodeType, CodeType]


def change_of(item: WorkItem, before: str) -> Change | None:
    """Nothing where the tool finds no way to make the change, or writes what is no Python."""
    spec = spec_of(item)
    after = mutate_code(before, get_operator(spec.operator_name)(**spec.operator_args), spec.occurrence)
    if after is None:
        return None
    name = str(spec.module_path)
    diff = unified_diff(before.splitlines(), after.splitlines(), f"a/{name}", f"b/{name}", lineterm="")
    try:
        old, new = (compile(text, name, "exec", dont_inherit=True) for text in (before, after))
    except SyntaxError:  # the tool writes "not" before an assignment, for instance
        return None
    return Change(item, "\n".join(diff), after, dict(_changed(old, new)))


def _changed(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The functions, also those within functions, whose code is not the same."""
    if old != new and old.co_flags & IS_FUNCTION:
        yield old, new
    within = ([inner for inner in code.co_consts if isinstance(inner, CodeType)] for code in (old, new))
    for pair in zip(*within, strict=True):
        yield from _changed(*pair)


def lines_of(code: CodeType) -> set[int]:
    """The lines that run when the function does."""
    return {line for _start, _end, line in code.co_lines() if line and line > code.co_firstlineno}


def put_in_place(change: Change) -> bool:
    """Give the loaded functions, decorated or not, their changed bodies; forget what was computed with the old.

    False where no loaded function has such a body.
    """
    module = str(spec_of(change.item).module_path.resolve())
    changed = False
    loaded: list[Any] = gc.get_objects()
    for thing in loaded:
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == module and thing.__code__ in change.bodies:
            thing.__code__ = change.bodies[thing.__code__]
            changed = True
        elif isinstance(thing, functools._lru_cache_wrapper) and thing.__module__.split(".")[0] in OURS:
            thing.cache_clear()
    return changed
