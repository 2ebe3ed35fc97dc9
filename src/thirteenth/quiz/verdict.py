"""The learner's verdict on one page: settings first and last, positions, ratings, words, and one figure.

All of it comes from the learner's log, so nothing is written twice. A log of an older course, or one with gaps, gives
what it has; what is missing is named.
"""

from __future__ import annotations

import base64
import datetime as dt
import html
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd

from coursekit.course import CourseFileError, find_course, variable
from coursekit.files import write_whole
from coursekit.quiz import answers
from coursekit.quiz.shown import Shown
from coursekit.quiz.types.rate_evidence import hypotheses
from coursekit.words import N_, gettext
from thirteenth.charts.chart import Chart, as_png
from thirteenth.charts.own import YOURS
from thirteenth.quiz.own_answers import argued, my_settings
from thirteenth.quiz.ratings import my_ratings
from thirteenth.quiz.report import Arguments, Gap, Picture, Report, Rows, Words

if TYPE_CHECKING:
    from thirteenth.quiz.report import Block

NAMES = ("verdict.html", "verdict.ipynb")
ALT = N_("The figure that I chose for my verdict")
TITLE = N_("The Thirteenth Member? My verdict")


@dataclass(frozen=True)
class Written:
    """What was written, and what is missing.

    Attributes:
        folder: where the files are.
        missing: what the report could not show, in words.
    """

    folder: Path
    missing: list[str] = field(default_factory=list)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        from ipywidgets import HTML  # noqa: PLC0415 - loads the widgets only when something is shown

        # The folder differs from machine to machine; the words must not.
        lines = [
            gettext("Written: {page} and {notebook}, in the folder of your answers.", page=NAMES[0], notebook=NAMES[1])
        ]
        lines += [gettext("Missing: {what}", what=what) for what in self.missing]
        listed = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        # The link is live only: where the page lies differs from machine to machine, and what is stored must not.
        return Shown(HTML(listed + self._link()), "\n".join(lines), listed).as_bundle()

    def _link(self) -> str:
        """Return a link that opens the page from the notebook beside which this runs, and how to print it."""
        try:
            place = Path(os.path.relpath(self.folder / NAMES[0])).as_posix()
        except ValueError:  # another drive on Windows
            words = gettext("Open {file} in your browser.", file=str(self.folder / NAMES[0]))
            return f"<p>{html.escape(words)}</p>"
        words = html.escape(gettext("Open my verdict"))
        link = f'<a href="{html.escape(quote(place))}" target="_blank"><strong>{words}</strong></a>'
        how = gettext(
            "To print it or to keep it as PDF: right-click verdict.html in the list of files, Open in New Browser Tab, "
            "then Ctrl+P."
        )
        return f"<p>{link}. {html.escape(how)}</p>"


def write_verdict(figure: Any = None, says: str = "", name: str = "") -> Written:  # noqa: ANN401 - a figure, its axes, or a chart of the course
    """Write the report; see ``thirteenth.quiz.write_verdict``."""
    drawn = getattr(figure, "figure", figure)
    if drawn is not None and not hasattr(drawn, "savefig"):
        raise TypeError(f"Expected a chart, such as ax from ax = table.plot(); got a {type(figure).__name__}.")
    log = answers.learner_log()
    parts, missing = _parts(log)
    if drawn is None:
        missing = [*missing, gettext("a figure of your own")]
    picture = "" if drawn is None else base64.b64encode(as_png(drawn)).decode("ascii")
    log.path.parent.mkdir(parents=True, exist_ok=True)
    own_figure = Picture(picture, gettext(ALT), says, of_course=isinstance(figure, Chart))
    today = answers.time_in_words(dt.datetime.now(dt.UTC).isoformat()).rpartition(",")[0]
    report = Report(gettext(TITLE), f"{_name(name)}, {today}", parts, own_figure)
    page, notebook = (log.path.parent / file for file in NAMES)
    write_whole(page, report.as_html())
    write_whole(notebook, report.as_notebook())
    return Written(log.path.parent, missing)


def _name(given: str) -> str:
    """Return the learner's name as given, or as the computer knows it, or a line to write it on."""
    return given.strip() or (variable("LEARNER") or "").strip() or gettext("Name: ____________________")


def _parts(log: answers.Log) -> tuple[list[tuple[str, Block]], list[str]]:
    """Return the report's headings with what stands under them, and what is missing."""
    settings, positions, ratings = my_settings(), tuple(argued(log)), my_ratings()
    questions = {part: question_of(part) for part in ("verdict", "other_side")}
    verdict, steelman = (_text(log, question) for question in questions.values())
    own = int((ratings["whose"] == YOURS).sum())
    given = settings.dropna(subset=["first"])
    missing = [
        *([] if verdict else [gettext("your verdict ({question})", question=questions["verdict"])]),
        *(
            []
            if steelman
            else [gettext("the best case for the other side ({question})", question=questions["other_side"])]
        ),
        *([] if len(given) else [gettext("your settings of the sliders")]),
        *([] if positions else [gettext("your positions")]),
        *([] if own == len(ratings) else [_ratings_left(len(ratings) - own, len(ratings))]),
    ]
    unwritten = Gap(gettext("Not written yet."))
    parts: list[tuple[str, Block]] = [
        (gettext("My verdict"), Words(verdict) if verdict else unwritten),
        (gettext("The best case for the side that I did not take"), Words(steelman) if steelman else unwritten),
        (gettext("How sure I was, first and now"), _settings(given)),
        (
            gettext("What I hold, why, and what speaks against it"),
            Arguments(positions) if positions else Gap(gettext("No positions yet.")),
        ),
        (gettext("How I rate the evidence on March 1954"), _ratings(ratings, own)),
    ]
    return parts, missing


def _ratings_left(left: int, of: int) -> str:
    return gettext("your own ratings ({left} of {of} are still the course's example)", left=left, of=of)


def question_of(part: str) -> str:
    """Return the id of the question that asks for a part of the verdict, as course.toml names it."""
    named = find_course().sections.get("verdict", {}).get(part)
    if not isinstance(named, str):
        raise CourseFileError(
            f'course.toml: verdict.{part} = {named!r}. Expected the id of a question, such as "q-0906".'
        )
    return named


def _settings(settings: pd.DataFrame) -> Block:
    if not len(settings):
        return Gap(gettext("No settings yet."))
    rows = (
        (str(row["how sure"]), f"{row['first']:g}", *_last_and_moved(row["last"], row["moved"]))
        for _, row in settings.iterrows()
    )
    return Rows((gettext("How sure"), gettext("first"), gettext("now"), gettext("moved")), tuple(rows))


def _last_and_moved(last: Any, moved: Any) -> tuple[str, str]:  # noqa: ANN401 - a number, or pandas' missing one
    if pd.isna(last):
        return "", gettext("asked once")
    return f"{last:g}", f"{moved:+g}" if moved else gettext("not at all")


def _ratings(ratings: pd.DataFrame, own: int) -> Block:
    names, nameless = hypotheses(), gettext("no name")
    held = (
        ratings.assign(against=(-ratings["score"]).clip(lower=0)).groupby("hypothesis_id")[["against", "score"]].sum()
    )
    against = ", ".join(
        f"{code} {value:g} ({names.get(str(code), nameless)})" for code, value in held["against"].items()
    )
    sums = ", ".join(f"{code} {value:+g}" for code, value in held["score"].items())
    whose = gettext("all my own")
    if own < len(ratings):
        whose = gettext("{own} of {all} my own, the rest the course's example", own=own, all=len(ratings))
    values = {"against": against, "sums": sums, "whose": whose}
    return Words(gettext("What is against each: {against}. Sums of all ratings: {sums} ({whose}).", **values))


def _text(log: answers.Log, question_id: str) -> str:
    record = log.latest(question_id) or {}
    return str(record.get("response", {}).get("text") or "").strip()
