"""The parts of a notebook's page: words, code with what it showed, questions, each under its cell's anchor."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from coursekit.site import code, figures
from coursekit.site.asked import Asked, asked
from coursekit.site.fragment import clean
from coursekit.site.markdown import as_html
from coursekit.site.settings import SiteError
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from coursekit.quiz.question import Question
    from coursekit.site.notebook import Cell
    from coursekit.site.place import Place
    from coursekit.site.settings import Settings

_TITLE = re.compile(r"\A\s*# (?P<title>.+)\n?")
NOTHING = Markup()
FOLDED = {"draws": N_("The code that draws this"), "asks": N_("The code that asks this"), "checks": N_("The check")}


@dataclass(frozen=True)
class Part:
    """One cell on a page.

    Attributes:
        anchor: its cell's id.
        words: of a text cell.
        code: of a code cell.
        folded: what the fold says under which the code lies; empty where it is shown.
        outputs: what the code showed.
        shows: what the cell's last line calls, and with which constants, as JSON; empty for anything else.
        questions: the questions that it asks; they stand in place of the outputs.
    """

    anchor: str
    words: Markup = NOTHING
    code: Markup = NOTHING
    folded: str = ""
    outputs: Markup = NOTHING
    shows: str = ""
    questions: list[Asked] = field(default_factory=list)


def title_of(cells: list[Cell]) -> str:
    """Return a notebook's title: the first line of its first cell."""
    match = _TITLE.match(cells[0].source) if cells else None
    return match["title"].strip() if match else ""


def parts(cells: list[Cell], place: Place, settings: Settings, bank: dict[str, Question]) -> list[Part]:
    """Return a notebook's cells as parts of its page; its title is left to the page.

    Args:
        cells: the notebook.
        place: where it comes from, where it will stand.
        settings: the course's file.
        bank: every question by its id.

    Raises:
        SiteError: a picture has no words, or a question is not in the bank.
    """
    return [_code(cell, place, settings, bank) if cell.is_code else _words(cell, place) for cell in cells]


def _words(cell: Cell, place: Place) -> Part:
    source = _TITLE.sub("", cell.source, count=1)
    for attached, kinds in cell.attachments.items():
        kind, content = next(iter(kinds.items()))
        source = source.replace(f"attachment:{attached}", figures.address_of(kind, content))
    return Part(cell.id, words=as_html(source, place, _name(cell, place)))


def _code(cell: Cell, place: Place, settings: Settings, bank: dict[str, Question]) -> Part:
    missing = [key for key in cell.questions if key not in bank]
    if missing:
        raise SiteError([f"{place.source}, {cell.id}: it asks {', '.join(missing)}, which no file of questions holds."])
    outputs = [] if cell.questions else [_output(output, cell, place, settings) for output in cell.outputs]
    return Part(
        anchor=cell.id,
        code=code.as_html(cell.source),
        folded=_fold(cell),
        outputs=Markup().join(outputs),
        shows=json.dumps(cell.calls, ensure_ascii=False) if cell.calls and not cell.questions else "",
        questions=[asked(bank[key]) for key in cell.questions],
    )


def _fold(cell: Cell) -> str:
    what = "checks" if cell.is_check else "asks" if cell.questions else "draws" if cell.only_draws else ""
    words = FOLDED.get(what, "")
    return gettext(words) if words else ""


def _output(output: dict[str, str], cell: Cell, place: Place, settings: Settings) -> Markup:
    name = _name(cell, place)
    if "text/html" in output:
        return clean(output["text/html"], place, name)
    if "image/png" in output:
        return _plain_picture(output["image/png"], cell, place, settings)
    text = output.get("text/plain", "")
    return Markup('<pre class="printed" tabindex="0">{}</pre>').format(text) if text.strip() else Markup()


def _plain_picture(content: str, cell: Cell, place: Place, settings: Settings) -> Markup:
    """Return a picture that a notebook stores without words, with those of the course's file."""
    notebook = place.source.rpartition("/")[2].removesuffix(".ipynb")
    entries = [entry for entry in settings.get("pictures") if entry["notebook"] == notebook]
    about = next((entry for entry in entries if entry["code"] in cell.source), None)
    if about is None:
        where = f"{place.source}, {cell.id}"
        raise SiteError([f"{where}: its picture has no words. Say in site.yaml, under pictures, what is seen, as alt."])
    alt = html.escape(about["alt"])
    picture = f'<img alt="{alt}" src="{figures.address_of("image/png", content)}">'
    figure = f"<figure>{picture}<figcaption>{alt}</figcaption>{_behind(about)}</figure>"
    return clean(figure, place, _name(cell, place))


def _name(cell: Cell, place: Place) -> str:
    """Return how files are called that are made of a cell."""
    return f"{place.page.rpartition('/')[2].removesuffix('.html')}-{cell.id}"


def _behind(about: dict[str, list[list[object]]]) -> str:
    """Return the table behind a picture, folded."""
    if not about.get("rows"):
        return ""
    head = "".join(f'<th scope="col">{html.escape(str(word))}</th>' for word in about["columns"])
    rows = "".join(
        f'<tr><th scope="row">{html.escape(str(row[0]))}</th>'
        + "".join(f"<td>{html.escape(str(value))}</td>" for value in row[1:])
        + "</tr>"
        for row in about["rows"]
    )
    caption = f"<caption>{html.escape(str(about.get('source', '')))}</caption>"
    words = gettext("data behind this chart")
    return (
        f"<details><summary>{html.escape(words)}</summary><table>{caption}<thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></details>"
    )
