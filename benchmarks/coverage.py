"""Prints the coverage of every room and fails below 90 % of lines. Reads `.coverage`."""

import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from coverage import Coverage

LEAST = 90.0


def room_of(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[:2]) if parts[0] == "cases" and len(parts) > 2 else parts[0]


def main() -> None:
    measured = Coverage()
    measured.load()
    with tempfile.NamedTemporaryFile() as report:
        measured.json_report(outfile=report.name)
        files = json.loads(Path(report.name).read_text())["files"]
    rooms: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for name, file in files.items():
        sums = rooms[room_of(Path(name))]
        for place, column in enumerate(("covered_lines", "num_statements", "covered_branches", "num_branches")):
            sums[place] += file["summary"][column]
    total = [sum(column) for column in zip(*rooms.values(), strict=True)]
    for room, sums in [*sorted(rooms.items()), ("all", total)]:
        print(f"{room:<28} lines {share(*sums[:2]):6.1f} %   branches {share(*sums[2:]):6.1f} %")
    below = [room for room, sums in rooms.items() if share(*sums[:2]) < LEAST]
    sys.exit(f"below {LEAST:.0f} % of lines: {', '.join(sorted(below))}" if below else 0)


def share(reached: int, whole: int) -> float:
    return 100 * reached / whole if whole else 100.0


if __name__ == "__main__":
    main()
