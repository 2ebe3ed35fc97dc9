"""What the course promises, measured on this machine; prints one table.

``python benchmarks/run.py`` measures all; names choose some: import lessons pages log site.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
BASE = "import pandas, matplotlib.pyplot"
ROOMS = "from thirteenth import tables, alliances, charts, quiz"
TIMED = "import time; {base}; begin = time.perf_counter(); {more}; print(time.perf_counter() - begin)"
ANSWERS = 10_000
# What is measured on the page, in words, and the most milliseconds of 95 in a hundred.
PAGES = (
    ("slider", "year slider, arrow key to picture", 50.0),
    ("grid", "rating chosen to colour and sums", 100.0),
    ("tree", "click on a claim to what is below it", 100.0),
    ("reply", "Check pressed to the reply", 200.0),
    ("first", "first cell of a lesson to its output", 2000.0),
)
SITE = (
    ("site-reply", "a question's button to its reply, kept, on a page", 50.0),
    ("site-lesson", "the same on the page of lesson 3", 50.0),
    ("site-setting", "a question's slider, arrow key to number", 50.0),
    ("site-year", "year slider on the page, arrow key to picture", 50.0),
)
Row = tuple[str, float, float | None, str]


def seconds_of(code: str) -> float:
    """Run code in a fresh Python and return the number that it prints."""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, encoding="utf-8")
    return float(done.stdout)


def imports() -> Iterator[Row]:
    """Measure what importing the library adds to importing pandas and pyplot."""
    for name, more in (("import thirteenth", "import thirteenth"), ("and the four rooms of a lesson", ROOMS)):
        times = [seconds_of(TIMED.format(base=BASE, more=more)) for _ in range(7)]
        limit = 30.0 if more == "import thirteenth" else None
        yield f"{name}, after pandas and pyplot", 1000 * statistics.median(times), limit, "ms"


def lessons() -> Iterator[Row]:
    """Measure each lesson from starting its kernel to its last output."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        times = [seconds_to_last_output(path) for _ in range(3)]
        yield f"{path.stem} from a fresh kernel", statistics.median(times), 6.0, "s"


def seconds_to_last_output(path: Path) -> float:
    """Run a lesson in a kernel of its own and return the seconds until its last cell is done."""
    lesson = nbformat.read(path, as_version=4)
    client = NotebookClient(lesson, resources={"metadata": {"path": str(path.parent)}}, timeout=60)
    begin = time.perf_counter()
    with client.setup_kernel():
        for number, cell in enumerate(lesson.cells):
            client.execute_cell(cell, number)
        # Nobody who reads a lesson waits for its kernel to end.
        return time.perf_counter() - begin


def log() -> Iterator[Row]:
    """Measure loading a full log and keeping one more answer."""
    from coursekit.quiz.answers import Log  # noqa: PLC0415 - measured apart from the others

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "learner.jsonl"
        line = {"v": 1, "time": "2026-01-01T00:00:00.000+00:00", "type": "single", "response": {"choice": "a"}}
        entries = (json.dumps({**line, "question": f"q-{n % 100:04d}", "outcome": "right"}) for n in range(ANSWERS))
        path.write_text("\n".join(entries) + "\n", encoding="utf-8")
        times = []
        for _ in range(7):
            begin = time.perf_counter()
            loaded = Log(path)
            loaded.refresh()
            times.append(time.perf_counter() - begin)
        if len(loaded.records) != ANSWERS:
            raise RuntimeError(f"{len(loaded.records)} of {ANSWERS} answers were read")
        yield f"load {ANSWERS} answers", 1000 * statistics.median(times), 100.0, "ms"
        begin = time.perf_counter()
        for _ in range(100):
            loaded.append({"question": "q-0101", "type": "single", "response": {}, "outcome": "right"})
        yield "keep one answer, on the disk", 10 * (time.perf_counter() - begin), None, "ms"


def pages() -> Iterator[Row]:
    """Measure from a key or click to the painted picture in JupyterLab: slider, grid of ratings, tree of claims."""
    yield from _in_browser("measure_pages.py", PAGES)


def site() -> Iterator[Row]:
    """Measure the same in the web edition, without a kernel: replies and sliders."""
    yield from _in_browser("measure_site.py", SITE)


def _in_browser(script: str, things: tuple[tuple[str, str, float], ...]) -> Iterator[Row]:
    report = Path(tempfile.mkdtemp())
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", str(ROOT / "benchmarks" / script)]
    environment = {**os.environ, "PAGES_REPORT": str(report)}
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    for name, what, limit in things:
        times = sorted(json.loads((report / f"{name}.json").read_text(encoding="utf-8")))
        yield f"{what}, p50", statistics.median(times), None, "ms"
        yield f"{what}, p95 of {len(times)}", times[int(0.95 * len(times))], limit, "ms"
    shutil.rmtree(report)


def vote() -> Iterator[Row]:
    """Measure a vote with 300 phones on loopback, once in peace and once with the server killed in the middle."""
    command = [sys.executable, "-m", "benchmarks.vote_phones"]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    for line in done.stdout.splitlines():
        what, value, limit, unit = json.loads(line)
        yield what, value, limit, unit


MEASURES: dict[str, Callable[[], Iterator[Row]]] = {
    "import": imports,
    "lessons": lessons,
    "log": log,
    "pages": pages,
    "site": site,
    "vote": vote,
}


def main() -> None:
    """Measure what was asked for and print a line each."""
    print(f"{'what':<52} {'measured':>12} {'at most':>12}")
    for name in sys.argv[1:] or MEASURES:
        for what, value, limit, unit in MEASURES[name]():
            bound = f"{limit:g} {unit}" if limit is not None else ""
            missed = "  MISSED" if limit is not None and value > limit else ""
            print(f"{what:<52} {value:>9.1f} {unit:<2} {bound:>12}{missed}", flush=True)


if __name__ == "__main__":
    main()
