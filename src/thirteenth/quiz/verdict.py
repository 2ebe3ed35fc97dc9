"""The learner's verdict on one page: settings first and last, positions, ratings, words, and one figure.

All of it comes from the learner's log, so nothing is written twice. A log of an older course, or one with gaps, gives
what it has; what is missing is named.
"""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from coursekit.files import write_whole
from coursekit.quiz import answers, bank
from thirteenth.charts.chart import as_png
from thirteenth.quiz.ratings import YOURS, my_ratings
from thirteenth.quiz.report import Gap, Points, Report, Rows, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coursekit.quiz.question import Question
    from thirteenth.quiz.report import Block

VERDICT, STEELMAN = "q-0906", "q-0907"
NAMES = ("verdict.html", "verdict.ipynb")
ALT = "The figure that I chose for my verdict"
TITLE = "The Thirteenth Member? My verdict"


@dataclass(frozen=True)
class Written:
    """What was written, and what is missing.

    Attributes:
        folder: where the files are.
        missing: what the report could not show, in words.
    """

    folder: Path
    missing: list[str] = field(default_factory=list)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        # The folder differs from machine to machine; the words must not.
        lines = [f"Written: {' and '.join(NAMES)}, in the folder of your answers."]
        lines += [f"Missing: {what}" for what in self.missing]
        listed = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        return {"text/plain": "\n".join(lines), "text/html": listed}


def my_settings() -> pd.DataFrame:
    """Return first and last settings of the sliders; see ``thirteenth.quiz.my_settings``."""
    log, questions = answers.learner_log(), _questions()
    asked_again = {question.body.get("revisit") for question in questions.values()}
    rows = []
    for question in questions.values():
        if question.type == "confidence" and question.id not in asked_again:
            values = [value for name in _chain(question, questions) for value in _values(log, name)]
            first, last = (values[0], values[-1]) if values else (None, None)
            rows.append({"question": question.id, "how sure": _what(question), "first": first, "last": last})
    table = pd.DataFrame(rows, columns=["question", "how sure", "first", "last"])
    table = table.astype({"first": "Float64", "last": "Float64"})
    return table.assign(moved=table["last"] - table["first"])


def my_positions() -> pd.DataFrame:
    """Return the positions that were argued; see ``thirteenth.quiz.my_positions``."""
    log = answers.learner_log()
    rows = []
    for question in _questions().values():
        response = _response(log, question) if question.type == "stance" else {}
        names = {position["id"]: position["text"] for position in question.body.get("positions", [])}
        if response.get("position") in names:
            rows.append(
                {
                    "question": question.id,
                    "position": names[response["position"]],
                    "sure": response.get("confidence"),
                    "evidence": len(response.get("evidence") or []),
                    "against": str(response.get("against") or ""),
                }
            )
    return pd.DataFrame(rows, columns=["question", "position", "sure", "evidence", "against"])


def write_verdict(figure: Any) -> Written:  # noqa: ANN401 - a figure, its axes, or a chart of the course
    """Write the report; see ``thirteenth.quiz.write_verdict``."""
    drawn = getattr(figure, "figure", figure)
    if not hasattr(drawn, "savefig"):
        raise TypeError(f"Expected a chart, such as ax from ax = table.plot(); got a {type(figure).__name__}.")
    log = answers.learner_log()
    parts, missing = _parts(log)
    picture = base64.b64encode(as_png(drawn)).decode("ascii")
    log.path.parent.mkdir(parents=True, exist_ok=True)
    report = Report(TITLE, parts, picture, ALT)
    page, notebook = (log.path.parent / name for name in NAMES)
    write_whole(page, report.as_html())
    write_whole(notebook, report.as_notebook())
    return Written(log.path.parent, missing)


def _parts(log: answers.Log) -> tuple[list[tuple[str, Block]], list[str]]:
    """Return the report's headings with what stands under them, and what is missing."""
    settings, positions, ratings = my_settings(), my_positions(), my_ratings()
    verdict, steelman = (_text(log, name) for name in (VERDICT, STEELMAN))
    own = int((ratings["whose"] == YOURS).sum())
    moved = settings.dropna(subset=["first", "last"])
    missing = [
        *([] if verdict else [f"your verdict ({VERDICT})"]),
        *([] if steelman else [f"the best case for the other side ({STEELMAN})"]),
        *([] if len(moved) else ["your settings of the sliders"]),
        *([] if len(positions) else ["your positions"]),
        *([] if own == len(ratings) else [f"{len(ratings) - own} of {len(ratings)} ratings; the example stands in"]),
    ]
    unwritten = Gap("Not written yet.")
    parts: list[tuple[str, Block]] = [
        ("My verdict", Words(verdict) if verdict else unwritten),
        ("The best case for the side that I did not take", Words(steelman) if steelman else unwritten),
        ("How sure I was, first and last", _settings(moved)),
        ("What I argued, and what speaks against it", _positions(positions)),
        ("How I rate the evidence on March 1954", _ratings(ratings, own)),
    ]
    return parts, missing


def _settings(settings: pd.DataFrame) -> Block:
    if not len(settings):
        return Gap("No settings yet.")
    rows = (
        (str(row["how sure"]), f"{row['first']:g}", f"{row['last']:g}", f"{row['moved']:+g}")
        for _, row in settings.iterrows()
    )
    return Rows(("How sure", "first", "last", "moved"), tuple(rows))


def _positions(positions: pd.DataFrame) -> Block:
    if not len(positions):
        return Gap("No positions yet.")
    lines = (f"{row.position} Against it: {_plain(row.against) or '(nothing named)'}" for row in positions.itertuples())
    return Points(tuple(lines))


def _ratings(ratings: pd.DataFrame, own: int) -> Block:
    held = (
        ratings.assign(against=(-ratings["score"]).clip(lower=0)).groupby("hypothesis_id")[["against", "score"]].sum()
    )
    against = ", ".join(f"{code} {value:g}" for code, value in held["against"].items())
    sums = ", ".join(f"{code} {value:+g}" for code, value in held["score"].items())
    whose = "all my own" if own == len(ratings) else f"{own} of {len(ratings)} my own, the rest the course's example"
    return Words(f"What is against each: {against}. Sums of all ratings: {sums} ({whose}).")


def _questions() -> dict[str, Question]:
    return {name: question for lesson in bank.lessons() for name, question in lesson.questions.items()}


def _chain(question: Question, questions: dict[str, Question]) -> Iterator[str]:
    """Yield a slider's id and those of the sliders that ask the same again."""
    seen: set[str] = set()
    following: Question | None = question
    while following is not None and following.id not in seen:
        seen.add(following.id)
        yield following.id
        following = questions.get(following.body.get("revisit", ""))


def _values(log: answers.Log, question_id: str) -> list[float]:
    found = [record["response"].get("value") for record in log.history(question_id)]
    return [float(value) for value in found if isinstance(value, int | float) and not isinstance(value, bool)]


def _response(log: answers.Log, question: Question) -> dict[str, Any]:
    response: dict[str, Any] = (log.latest(question.id) or {}).get("response", {})
    return response


def _text(log: answers.Log, question_id: str) -> str:
    record = log.latest(question_id) or {}
    return str(record.get("response", {}).get("text") or "").strip()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _what(question: Question) -> str:
    """Return what a slider asks about: the words after "how sure are you", or the question that it quotes."""
    found = re.search(r"how sure are you (that,? .+?)\?", question.prompt)
    quoted = re.search(r"'([^']+\?)'", question.prompt)
    if found:
        return found[1]
    return f"of the answer to '{quoted[1]}'" if quoted else question.prompt
