"""The command ``site``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from coursekit.course import CourseFileError, find_course


def add_site_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``site``."""
    parser = subparsers.add_parser(
        "site",
        help="write the web edition",
        description="Write the web edition: pages that any web server serves, and that a browser reads from a folder.",
    )
    parser.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="the course's folder (here)")
    parser.add_argument("--out", type=Path, default=Path("site"), metavar="DIR", help="where to write it (site)")
    parser.add_argument(
        "--address", default="", metavar="URL", help="where it will stand: for the sitemap and for shared links"
    )
    parser.add_argument(
        "--run",
        dest="runs",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="with a JupyterLite to run the notebooks in",
    )
    parser.add_argument(
        "--pyodide", default="", metavar="URL", help="where browsers get Python from (Pyodide's public address)"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    try:
        from coursekit.site import build, settings, shelf  # noqa: PLC0415 - the terminal answers at once
        from coursekit.site.lite import build as lite  # noqa: PLC0415 - the terminal answers at once
        from coursekit.site.lite import faults  # noqa: PLC0415 - the terminal answers at once
    except ImportError as error:
        print(f'{error.name} is missing. Run: python -m pip install ".[site]"', file=sys.stderr)  # noqa: T201 - a command speaks
        return 1
    try:
        shelf.refuse_foreign(arguments.out)
        course = find_course(arguments.course.resolve())
        made = build.build(course, arguments.address, runs=arguments.runs)
        made.write(arguments.out)
        if arguments.runs:
            lite.build_lite(course, arguments.out, arguments.pyodide or lite.PYODIDE)
    except (settings.SiteError, faults.LiteError, CourseFileError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks
        return 1
    pages = sum(path.endswith(".html") for path in made.files)
    size = sum(map(len, made.files.values())) / 1e6
    print(f"{pages} pages, {size:.1f} MB, are in {arguments.out}. Open {arguments.out / 'index.html'}.")  # noqa: T201 - a command speaks
    return 0
