"""A plugin of pytest that imports one module with other text: what runs while it is imported is changed as well.

``CHANGED_MODULE`` names a JSON file with the path of the module and its text.
"""

import importlib.abc
import importlib.machinery
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType


class _Changed(importlib.machinery.SourceFileLoader):
    """Reads the changed text instead of the file, and no compiled file."""

    text: str

    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = compile(self.text, self.path, "exec", dont_inherit=True)
        return code


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is None or spec.origin != self.path:
            return None
        loader = _Changed(fullname, self.path)
        loader.text = self.text
        spec.loader = loader
        return spec


told = json.loads(Path(os.environ["CHANGED_MODULE"]).read_text(encoding="utf-8"))
sys.meta_path.insert(0, _Finder(told["path"], told["text"]))
