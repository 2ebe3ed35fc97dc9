"""How long the teacher's room takes: nine lessons, first the pages alone, then with their PDFs.

Run: ``python -m benchmarks.measure_teaching``
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from coursekit.course import find_course
from coursekit.teaching.making import make_lessons
from coursekit.teaching.plans import plan_numbers


def main() -> None:
    """Print the seconds of each."""
    course = find_course(Path(__file__))
    for name, pdf in (("pages", False), ("pages and PDFs", True)):
        with tempfile.TemporaryDirectory() as room:
            begun = time.monotonic()
            made = make_lessons(course, plan_numbers(course), Path(room), pdf=pdf)
            files = [path for path in Path(room).rglob("*") if path.is_file()]
            seconds = time.monotonic() - begun
            print(f"{name}: {len(made.lessons)} lessons, {len(files)} files, {seconds:.1f} s")


if __name__ == "__main__":
    main()
