"""The learner's verdict on one page: settings first and last, positions, ratings, words, and one figure.

All of it comes from the learner's log, so nothing is written twice. A log of an older course, or one with gaps, gives
what it has; what is missing is named.
"""

from __future__ import annotations

import base64
import html
import io
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from thirteenth.quiz import answers, bank
from thirteenth.quiz.ratings import YOURS, my_ratings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thirteenth.quiz.bank import Question

VERDICT, STEELMAN = "q-0906", "q-0907"
NAMES = ("verdict.html", "verdict.ipynb")
DPI = 110
ALT = "The figure that I chose for my verdict"
CSS = (
    "body{font:16px/1.5 'DejaVu Sans',Verdana,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse}th,td{text-align:left;padding:.2rem 1rem .2rem 0;border-bottom:1px solid #d9d9d9}"
    "img{max-width:100%;height:auto}.missing{color:#595959;font-style:italic}"
    "@media print{body{margin:0;font-size:11pt}}"
)


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
    picture = _png(drawn)
    log.path.parent.mkdir(parents=True, exist_ok=True)
    page, notebook = (log.path.parent / name for name in NAMES)
    _replace(page, _as_html(parts, picture))
    _replace(notebook, _as_notebook(parts, picture))
    return Written(log.path.parent, missing)


def _parts(log: answers.Log) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the report's parts as (heading, Markdown), and what is missing."""
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
    parts = [
        ("My verdict", verdict or "*Not written yet.*"),
        ("The best case for the side that I did not take", steelman or "*Not written yet.*"),
        ("How sure I was, first and last", _settings_table(moved)),
        ("What I argued, and what speaks against it", _positions_list(positions)),
        ("How I rate the evidence on March 1954", _ratings_lines(ratings, own)),
    ]
    return parts, missing


def _settings_table(settings: pd.DataFrame) -> str:
    if not len(settings):
        return "*No settings yet.*"
    lines = ["| How sure | first | last | moved |", "|---|---|---|---|"]
    lines += [
        f"| {row['how sure']} | {row['first']:g} | {row['last']:g} | {row['moved']:+g} |"
        for _, row in settings.iterrows()
    ]
    return "\n".join(lines)


def _positions_list(positions: pd.DataFrame) -> str:
    if not len(positions):
        return "*No positions yet.*"
    return "\n".join(
        f"- {row.position} Against it: {_plain(row.against) or '(nothing named)'}" for row in positions.itertuples()
    )


def _ratings_lines(ratings: pd.DataFrame, own: int) -> str:
    sums = ratings.groupby("hypothesis_id")["score"].sum()
    said = ", ".join(f"{code} {value:+g}" for code, value in sums.items())
    whose = "all my own" if own == len(ratings) else f"{own} of {len(ratings)} my own, the rest the course's example"
    return f"Sums of the ratings: {said} ({whose})."


def _as_html(parts: list[tuple[str, str]], picture: str) -> str:
    body = "".join(f"<h2>{html.escape(head)}</h2>{_html_of(text)}" for head, text in parts)
    figure = f'<h2>My figure</h2><img alt="{ALT}" src="data:image/png;base64,{picture}">'
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>My verdict</title>'
        f"<style>{CSS}</style></head>"
        f"<body><h1>The Thirteenth Member? My verdict</h1>{body}{figure}</body></html>\n"
    )


def _html_of(text: str) -> str:
    """Return the few forms of Markdown that a report uses as HTML; everything else as plain paragraphs."""
    rows = [line for line in text.splitlines() if line.strip()]
    if rows and rows[0].startswith("| How"):
        head, _, *others = [[cell.strip() for cell in line.strip("|").split("|")] for line in rows]
        cells = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in head)
        lines = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in others)
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"
    if rows and all(line.startswith("- ") for line in rows):
        return f"<ul>{''.join(f'<li>{html.escape(line[2:])}</li>' for line in rows)}</ul>"
    return "".join(_paragraph(line) for line in rows)


def _paragraph(line: str) -> str:
    gap = re.fullmatch(r"\*(.+)\*", line)
    return f'<p class="missing">{html.escape(gap[1])}</p>' if gap else f"<p>{html.escape(line)}</p>"


def _as_notebook(parts: list[tuple[str, str]], picture: str) -> str:
    texts = ["# The Thirteenth Member? My verdict", *(f"## {head}\n\n{text}" for head, text in parts)]
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": f"part-{number}", "metadata": {}, "source": text}
        for number, text in enumerate(texts)
    ]
    shown = f"## My figure\n\n![{ALT}](attachment:figure.png)"
    held = {"figure.png": {"image/png": picture}}
    cells.append({"cell_type": "markdown", "id": "figure", "metadata": {}, "source": shown, "attachments": held})
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all: an older report stays when the disk is full."""
    part = path.with_suffix(f"{path.suffix}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)


def _png(figure: Any) -> str:  # noqa: ANN401 - as above
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return base64.b64encode(buffer.getvalue()).decode("ascii")


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
