"""The slides of a lesson: a notebook with slide tags, turned by nbconvert into one file that needs no network.

Which cells become slides stands in the lesson's plan, and the tags are set here while the deck is made: so a lesson
keeps its text for readers, and who teaches it decides about slides without touching it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nbformat
from nbconvert import SlidesExporter
from nbformat.v4 import new_notebook

from coursekit.quiz import bank
from coursekit.teaching.on_paper import Choice, OnPaper, on_paper
from coursekit.teaching.pages import HERE, TEMPLATES, render, trusted
from coursekit.teaching.rows import body
from coursekit.words import N_, gettext, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.course import Course
    from coursekit.teaching.lesson import Lesson
    from coursekit.teaching.plans import Plan

# From how many letters on a slide's words are set smaller: a test measures in a browser that nothing runs over.
SIZES = ((330, "large"), (560, "medium"), (850, "small"))
COUNTERS_ON_A_SLIDE = 2
RULE = N_(
    "Under 30 % right: explain again. From 30 to 80 %: each talks to a neighbour who voted otherwise, then all vote "
    "again. Above 80 %: go on."
)
WAITS = N_("The answer has a slide of its own, further on.")
OPEN_RULE = N_("No answer is right or wrong here. Let some say why, and ask each for what speaks most against it.")


def build_deck(plan: Plan, lesson: Lesson, course: Course, thoughts: dict[str, str]) -> str:
    """Return the slides of a lesson as one HTML page.

    Args:
        plan: the lesson's plan, checked.
        lesson: the lesson.
        course: the course, for its title and its command.
        thoughts: what each misconception's code means.
    """
    pages = [_title(plan, lesson, course)]
    for slide in plan.content["slides"]:
        if "question" in slide:
            pages += _of_question(slide, course, thoughts, waits=slide["question"] in answered_later(plan))
        elif "answer" in slide:
            pages.append(_of_answer(on_paper(bank.find(slide["answer"]), thoughts), slide["say"]))
        else:
            pages.append(_of_cell(slide, lesson, course))
    cells = [cell for page, notes in pages for cell in _tagged(page, notes)]
    for number, cell in enumerate(cells):
        # An id is drawn by chance, and the same plan must give the same page.
        cell["id"] = f"cell-{number}"
    return _convert(new_notebook(cells=cells), gettext("{lesson}: slides", lesson=lesson.title))


def answered_later(plan: Plan) -> set[str]:
    """Return the questions whose answer has a slide of its own, after what pupils should see first.

    Args:
        plan: the lesson's plan.
    """
    return {slide["answer"] for slide in plan.content["slides"] if "answer" in slide}


def places(plan: Plan, thoughts: dict[str, str]) -> dict[str, int]:
    """Return the number of each slide in the deck, by the slide's id and by the id of its question.

    Args:
        plan: the lesson's plan, checked.
        thoughts: what each misconception's code means.
    """
    numbers: dict[str, int] = {}
    # The first slide is the title.
    number = 2
    for slide in plan.content["slides"]:
        numbers[slide["id"]] = number
        if "question" in slide:
            numbers.setdefault(slide["question"], number)
            paper = on_paper(bank.find(slide["question"]), thoughts)
            number += _length(paper) - (slide["question"] in answered_later(plan))
        else:
            number += 1
    return numbers


def _length(paper: OnPaper) -> int:
    """Return how many slides a question takes."""
    countered = len(_countered(paper))
    return 1 + (not paper.is_open) + -(-countered // COUNTERS_ON_A_SLIDE)


def _countered(paper: OnPaper) -> list[Choice]:
    """Return the positions of a contested question, each with what speaks most against it."""
    return [choice for choice in paper.choices if choice.reply] if paper.question.type == "stance" else []


def _tagged(page: dict[str, Any], notes: str) -> Iterator[nbformat.NotebookNode]:
    """Yield a slide as cells with the tags that nbconvert reads: the slide, then what only the teacher sees."""
    yield _cell(render("slide.html", slide=page), "slide")
    yield _cell(notes, "notes")


def _cell(html: str, tag: str) -> nbformat.NotebookNode:
    shown = {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}
    tags = {"slideshow": {"slide_type": tag}}
    made = {"cell_type": "code", "source": "", "execution_count": None, "metadata": tags, "outputs": [shown]}
    cell: nbformat.NotebookNode = nbformat.from_dict(made)
    return cell


def _title(plan: Plan, lesson: Lesson, course: Course) -> tuple[dict[str, Any], str]:
    page = {
        **_page("title", lesson.title),
        "course": course.title,
        "number": int(lesson.number),
        "question": plan.content["question"],
    }
    return page, _notes(plan.content["bring"], lead=gettext("Bring:"))


def _of_cell(slide: dict[str, Any], lesson: Lesson, course: Course) -> tuple[dict[str, Any], str]:
    text = slide.get("text", [])
    shown = trusted(lesson.shown(slide["cell"])) if "cell" in slide else ""
    table = {**slide["table"], "body": body(slide["table"], course)} if "table" in slide else None
    page = _page("text" if text else "chart", slide["title"], " ".join(text))
    wide = slide.get("wide", False)
    return {**page, "shown": shown, "text": text, "table": table, "wide": wide}, _notes(slide["say"])


def _of_question(
    slide: dict[str, Any], course: Course, thoughts: dict[str, str], *, waits: bool
) -> list[tuple[dict[str, Any], str]]:
    paper = on_paper(bank.find(slide["question"]), thoughts)
    rule = gettext(WAITS) if waits else gettext(OPEN_RULE) if paper.is_open else gettext(RULE)
    ballot = {**_page("vote", "", _words(paper, slide)), "paper": paper, "command": course.command}
    made = [(ballot, _notes(slide["say"], rule))]
    if not paper.is_open and not waits:
        made.append(_of_answer(paper, slide["say"]))
    countered = _countered(paper)
    for start in range(0, len(countered), COUNTERS_ON_A_SLIDE):
        choices = countered[start : start + COUNTERS_ON_A_SLIDE]
        words = " ".join(choice.text + choice.reply for choice in choices)
        made.append(({**_page("counters", "", words), "choices": choices}, _notes("", gettext(OPEN_RULE))))
    return made


def _of_answer(paper: OnPaper, say: str) -> tuple[dict[str, Any], str]:
    shown = [choice.text for choice in paper.choices] if paper.letters else paper.answer
    page = _page("answer", "", " ".join([paper.question.explanation, *shown]))
    return {**page, "paper": paper}, _notes(say, paper=paper)


def _words(paper: OnPaper, slide: dict[str, Any]) -> str:
    entries = [choice.text for choice in paper.choices] + list(paper.partners)
    return " ".join([paper.prompt, slide.get("title", ""), *entries])


def _page(kind: str, title: str, words: str = "") -> dict[str, Any]:
    size = next((name for most, name in SIZES if len(words) <= most), "tiny")
    return {"kind": kind, "title": title, "size": size, "wide": False}


def _notes(say: str, rule: str = "", *, lead: str = "", paper: OnPaper | None = None) -> str:
    return render("notes.html", say=say, rule=rule, lead=lead, wrong=paper.wrong if paper else [])


def _convert(notebook: nbformat.NotebookNode, title: str) -> str:
    exporter = SlidesExporter(template_name="deck", extra_template_basedirs=[str(TEMPLATES)], exclude_input=True)
    deck = {
        "title": title,
        "language": language(),
        "css": (TEMPLATES / "deck.css").read_text(encoding="utf-8"),
        "reveal_css": (HERE / "reveal" / "reveal.css").read_text(encoding="utf-8"),
        "reveal_js": _script("reveal.js"),
        "notes_js": _script("notes.js"),
    }
    html, _ = exporter.from_notebook_node(notebook, resources={"deck": deck})
    return str(html)


def _script(name: str) -> str:
    """Return a script for use inside a page: the end of a script element may not stand in one of its texts."""
    return (HERE / "reveal" / name).read_text(encoding="utf-8").replace("</script", r"<\/script")
