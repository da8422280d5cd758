"""How far the demo is written, told to the pages by a small file: most installations have none, and then nothing is
read from the database."""

from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class DemoNotice(NamedTuple):
    """Finished pieces of the demo, and all of them."""

    written: int
    total: int

    @classmethod
    def show(cls, written: int, total: int) -> None:
        """Tell the pages; the notice goes away with the last piece."""
        file = _file()
        if written >= total:
            file.unlink(missing_ok=True)
            return
        unfinished = file.with_suffix(".unfinished")
        unfinished.write_text(f"{written} {total}")
        unfinished.replace(file)

    @classmethod
    def current(cls) -> "DemoNotice | None":
        """None when no demo is being written."""
        try:
            written, total = _file().read_text().split()
        except FileNotFoundError:
            return None
        return cls(int(written), int(total))


def _file() -> Path:
    return Path(settings.DATA_DIR) / "demo-progress"
