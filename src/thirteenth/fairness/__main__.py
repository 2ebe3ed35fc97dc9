"""``python -m thirteenth.fairness paraphrases --write`` and ``balance --write``: build the author's two tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from thirteenth.fairness import balance, paraphrases


def main() -> int:
    """Compare a table with the course, or write it; return 1 if it is not up to date.

    Run it in the root of the course.
    """
    parser = argparse.ArgumentParser(prog="python -m thirteenth.fairness", description=__doc__)
    parser.add_argument("table", choices=["paraphrases", "balance"])
    parser.add_argument("--write", action="store_true", help="write the table instead of comparing it")
    chosen = parser.parse_args()
    tool = {"paraphrases": paraphrases, "balance": balance}[chosen.table]
    target = Path(tool.TABLE)
    text = tool.built(Path())
    if chosen.write:
        target.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"wrote {target.as_posix()}\n")
        return 0
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        sys.stdout.write(f"{target.as_posix()} is up to date\n")
        return 0
    sys.stdout.write(f"{target.as_posix()} is old. Run: python -m thirteenth.fairness {chosen.table} --write\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
