"""Grade a folder of notebooks with otter in one process: ``python -m benchmarks.grading.otter_all AUTOGRADER FOLDER``.

``otter run`` takes one notebook a call; its own function for one notebook, called for each, is its faster mode.
"""

from __future__ import annotations

import sys
from pathlib import Path

from otter.api import grade_submission


def main(autograder: str, folder: str) -> None:
    """Grade each notebook."""
    for path in sorted(Path(folder).glob("*.ipynb")):
        grade_submission(str(path), autograder, quiet=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
