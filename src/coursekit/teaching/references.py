"""What a plan names must be there: questions, slides, cells, rows of tables; and its minutes and marks must add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.quiz import bank
from coursekit.quiz.faults import BankError
from coursekit.teaching.lesson import shown_html
from coursekit.teaching.on_paper import on_paper
from coursekit.teaching.plan_form import LEVELS
from coursekit.teaching.plans import PlanError
from coursekit.teaching.rows import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.course import Course
    from coursekit.faults import Fault
    from coursekit.quiz.faults import Place
    from coursekit.quiz.question import Question
    from coursekit.teaching.lesson import Lesson
    from coursekit.teaching.plans import Plan

MINUTES = 45


def check(plan: Plan, lesson: Lesson, course: Course) -> None:
    """Refuse a plan that names what is not there.

    Args:
        plan: the plan; its form is right.
        lesson: the lesson that it is for.
        course: the course, for its tables and its questions.

    Raises:
        PlanError: the message lists every fault with its line.
    """
    faults = [
        *_of_head(plan, lesson),
        *_of_uses(plan, lesson),
        *_of_slides(plan, lesson, course),
        *_of_written(plan),
        *_of_worksheet(plan, course),
    ]
    if faults:
        raise PlanError(plan.path, faults)


def asked(question_id: str) -> Question | None:
    """Return a question of the bank, or None when there is none of this id.

    Args:
        question_id: such as ``q-0303``.
    """
    try:
        return bank.find(question_id)
    except (bank.UnknownQuestionError, BankError):
        return None


def rubric_of(written: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rubric of a written task: its question's, or its own.

    Args:
        written: an entry of ``written`` of a plan.
    """
    question = asked(written["question"]) if "question" in written else None
    rubric: list[dict[str, Any]] = question.body.get("rubric", []) if question else written.get("rubric", [])
    return rubric


def _of_head(plan: Plan, lesson: Lesson) -> Iterator[Fault]:
    number, minutes = plan.content["lesson"], sum(move["minutes"] for move in plan.content["moves"])
    if int(lesson.number) != number or plan.path.stem != lesson.number:
        yield plan.fault(("lesson",), str(number), f"{int(lesson.number)}, the number in the file's name")
    if minutes != MINUTES:
        yield plan.fault(("moves",), f"minutes that add up to {minutes}", f"{MINUTES} minutes in all")


def _of_uses(plan: Plan, lesson: Lesson) -> Iterator[Fault]:
    for number, move in enumerate(plan.content["moves"]):
        yield from _of_use(plan, lesson, ("moves", number, "uses"), move["uses"])
        if move["kind"] == "vote" and not any("question" in use for use in move["uses"]):
            yield plan.fault(("moves", number), "a vote without a question", "a question to vote on")
    yield from _of_use(plan, lesson, ("ten_minutes", "uses"), plan.content["ten_minutes"]["uses"])


def _of_use(plan: Plan, lesson: Lesson, place: Place, uses: list[dict[str, str]]) -> Iterator[Fault]:
    slides = {slide["id"] for slide in plan.content["slides"]}
    for number, use in enumerate(uses):
        here = (*place, number)
        yield from _exactly_one(plan, here, use, ("question", "slide", "cell"))
        if "question" in use:
            yield from _of_question(plan, (*here, "question"), use["question"])
        if "slide" in use and use["slide"] not in slides:
            yield plan.fault((*here, "slide"), use["slide"], f"a slide of this plan: {', '.join(sorted(slides))}")
        if "cell" in use:
            yield from _of_cell(plan, lesson, (*here, "cell"), use["cell"])


def _of_question(plan: Plan, place: Place, question_id: str) -> Iterator[Fault]:
    if asked(question_id) is None:
        yield plan.fault(place, question_id, "a question of data/questions")


def _of_cell(plan: Plan, lesson: Lesson, place: Place, line: str) -> Iterator[Fault]:
    cells = lesson.named(line)
    if len(cells) != 1:
        yield plan.fault(
            place, f"{line!r}, which {len(cells)} cells hold", f"a line of one cell of {lesson.slug}.ipynb"
        )


def _exactly_one(plan: Plan, place: Place, entry: dict[str, Any], names: tuple[str, ...]) -> Iterator[Fault]:
    given = [name for name in names if name in entry]
    if len(given) != 1:
        yield plan.fault(place, " and ".join(given) or "none of them", f"one of {', '.join(names)}")


def _of_slides(plan: Plan, lesson: Lesson, course: Course) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, slide in enumerate(plan.content["slides"]):
        place = ("slides", number)
        if slide["id"] in seen:
            yield plan.fault((*place, "id"), f"{slide['id']} a second time", "each slide's id once")
        seen.add(slide["id"])
        yield from _exactly_one(plan, place, slide, ("question", "answer", "title"))
        if "question" in slide:
            yield from _of_question(plan, (*place, "question"), slide["question"])
        elif "answer" in slide:
            yield from _of_answer(plan, (*place, "answer"), number, slide["answer"])
        elif not {"cell", "text", "table"} & set(slide):
            yield plan.fault(place, "a title alone", "a cell, a table or a text below it")
        if "table" in slide:
            yield from _of_table(plan, (*place, "table"), slide["table"], course)
        if "cell" in slide:
            yield from _of_cell(plan, lesson, (*place, "cell"), slide["cell"])
            if any(not shown_html(cell) for cell in lesson.named(slide["cell"])[:1]):
                yield plan.fault((*place, "cell"), f"{slide['cell']!r}, which shows no chart", "a cell that shows one")


def _of_answer(plan: Plan, place: Place, number: int, question_id: str) -> Iterator[Fault]:
    """Yield an answer to what no slide before it has asked, or to what has no answer."""
    before = {slide.get("question") for slide in plan.content["slides"][:number]}
    question = asked(question_id)
    if question is None or question_id not in before:
        yield plan.fault(place, question_id, "a question that a slide before it asks")
    elif on_paper(question, {}).is_open:
        yield plan.fault(place, f"{question_id}, where nothing is right or wrong", "a question with an answer")


def _of_written(plan: Plan) -> Iterator[Fault]:
    for number, written in enumerate(plan.content["written"]):
        place = ("written", number)
        yield from _exactly_one(plan, place, written, ("question", "task"))
        rubric = rubric_of(written)
        if not rubric:
            yield plan.fault(place, "a task without a rubric", "a rubric, here or in the question")
            continue
        yield from _of_samples(plan, place, written["samples"], [entry["points"] for entry in rubric])
        yield from _of_lengths(plan, place, written)


def _of_samples(plan: Plan, place: Place, samples: list[dict[str, Any]], points: list[int]) -> Iterator[Fault]:
    levels = [sample["level"] for sample in samples]
    if levels != list(LEVELS):
        yield plan.fault((*place, "samples"), ", ".join(levels), f"{', '.join(LEVELS)}, in this order")
    totals = [sum(sample["marks"]) for sample in samples]
    if sorted(set(totals), reverse=True) != totals:
        yield plan.fault((*place, "samples"), f"{totals} points", "fewer points from sample to sample")
    for number, sample in enumerate(samples):
        fits = len(sample["marks"]) == len(points) and all(
            mark <= most for mark, most in zip(sample["marks"], points, strict=False)
        )
        if not fits:
            yield plan.fault((*place, "samples", number, "marks"), f"{sample['marks']}", f"at most {points}, one each")


def _of_lengths(plan: Plan, place: Place, written: dict[str, Any]) -> Iterator[Fault]:
    """Yield a sample of good work that the task itself would call too short or too long; a weak one may be either."""
    question = asked(written["question"]) if "question" in written else None
    bounds = question.body.get("words", {}) if question else {}
    for number, sample in enumerate(written["samples"][:2] if bounds else []):
        words = len(sample["text"].split())
        if not bounds["min"] <= words <= bounds["max"]:
            expected = f"{bounds['min']} to {bounds['max']} words, as the task asks"
            yield plan.fault((*place, "samples", number, "text"), f"{words} words", expected)


def _of_worksheet(plan: Plan, course: Course) -> Iterator[Fault]:
    for number, part in enumerate(plan.content["worksheet"]):
        place = ("worksheet", number)
        yield from _exactly_one(plan, place, part, ("question", "table", "frame", "map", "lines"))
        if "question" in part:
            yield from _of_question(plan, (*place, "question"), part["question"])
        if "table" in part:
            yield from _of_table(plan, (*place, "table"), part["table"], course)


def _of_table(plan: Plan, place: Place, table: dict[str, Any], course: Course) -> Iterator[Fault]:
    path = course.path(course.folders.data, table["file"])
    if not path.is_file():
        yield plan.fault((*place, "file"), table["file"], f"a table in {course.folders.data}/")
        return
    rows = read_rows(course, table["file"])
    for name in (table["key"], *table["columns"]):
        if name not in rows[0]:
            yield plan.fault(place, f"the column {name}", f"one of {', '.join(rows[0])}")
            return
    known = {row[table["key"]] for row in rows}
    for number, wanted in enumerate(table["rows"]):
        if wanted not in known:
            yield plan.fault((*place, "rows", number), wanted, f"a value of {table['key']} in {table['file']}")
