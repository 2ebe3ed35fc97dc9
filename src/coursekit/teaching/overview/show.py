"""Show a class: read the logs, write the page, the table and the notebook."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coursekit.files import write_whole
from coursekit.quiz.faults import BankError
from coursekit.tables import CourseNotFoundError, TableError
from coursekit.teaching.overview.logs import ClassError
from coursekit.teaching.overview.notebook import notebook_of
from coursekit.teaching.overview.overview import read_class
from coursekit.teaching.overview.page import page_of
from coursekit.teaching.overview.table import as_csv

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

MOST_PROBLEMS = 20


def show(arguments: argparse.Namespace) -> int:
    """Run ``class``; return the exit code."""
    page: Path = arguments.out
    try:
        overview = read_class(arguments.answers, lesson=arguments.lesson, least=arguments.least)
        write_whole(page, page_of(overview))
        write_whole(page.with_suffix(".csv"), as_csv(overview))
        write_whole(page.with_suffix(".ipynb"), notebook_of(arguments.answers, arguments.least, arguments.lesson))
    except (ClassError, BankError, TableError, CourseNotFoundError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}. Choose another place with --out.\n")
        return 1
    for problem in overview.problems[:MOST_PROBLEMS]:
        sys.stderr.write(f"{problem}\n")
    if len(overview.problems) > MOST_PROBLEMS:
        sys.stderr.write(f"{len(overview.problems) - MOST_PROBLEMS} more of this kind.\n")
    enough = "" if overview.enough else f", too few to show anything ({arguments.least} are needed)"
    learners = f"{overview.tally.learners} learner{'' if overview.tally.learners == 1 else 's'}"
    sys.stdout.write(f"{learners}{enough}: {page}, with the numbers as .csv and as .ipynb beside it\n")
    return 0
