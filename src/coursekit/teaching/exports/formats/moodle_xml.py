"""Moodle XML: all that Moodle's own questions hold.

Its form is what Moodle's importer reads (``question/format/xml/format.php``): elements, attributes and defaults below
follow that file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.teaching.exports import words
from coursekit.teaching.exports.losses import Loss, of_every_format
from coursekit.teaching.exports.markup import (
    folded_hints,
    for_readers,
    general_feedback,
    paragraphs,
    plain,
    stance_task,
)
from coursekit.teaching.exports.moodle_parts import category, share
from coursekit.teaching.exports.tasks import (
    Choice,
    Estimate,
    Grid,
    Match,
    Number,
    Order,
    Scale,
    Stance,
    Writing,
)
from coursekit.teaching.exports.xml_tree import document, node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coursekit.teaching.exports.tasks import Bank, Item, Row
    from coursekit.teaching.exports.xml_tree import Node

ENDING = ".moodle.xml"
PENALTY = "0.3333333"


def write(bank: Bank) -> bytes:
    """Return the bank as Moodle XML, with a category for each lesson."""
    questions: list[Node] = []
    for number, title in bank.lessons.items():
        questions.append(_category(category(bank, number, title)))
        questions += [_question(item) for item in bank.of_lesson(number)]
    return document(node("quiz", *questions))


def losses(item: Item) -> Iterator[Loss]:
    """Yield what Moodle XML cannot hold of a question."""
    yield from of_every_format(item)
    if isinstance(item.task, Order):
        yield Loss(item.id, "lines to put in order", "a place to choose for each line: every Moodle has that")
    if isinstance(item.task, Scale):
        yield Loss(item.id, "a slider", "an essay with the mark 0, for a number")


def _category(path: str) -> Node:
    return node("question", node("category", node("text", path)), type="category")


def _question(item: Item) -> Node:
    kind, mark, inside = _task(item)
    head = [
        node("name", node("text", words.name(item))),
        _html("questiontext", _asked(item)),
        _html("generalfeedback", general_feedback(item)),
        node("defaultgrade", f"{mark:g}"),
        node("penalty", PENALTY),
        node("hidden", "0"),
        node("idnumber", item.id),
    ]
    hints = [_html("hint", paragraphs(text)) for text in item.hints] if kind != "essay" else []
    tags = node("tags", *(node("tag", node("text", tag)) for tag in item.tags)) if item.tags else None
    return node("question", *head, *inside, *hints, *([tags] if tags is not None else []), type=kind)


def _html(tag: str, markup: str, **attributes: object) -> Node:
    return node(tag, node("text", markup), format="html", **attributes)


def _asked(item: Item) -> str:
    task = item.task
    match task:
        case Number() | Estimate():
            return paragraphs(item.prompt, words.unit(task))
        case Scale():
            # An essay has no tries between which Moodle could show hints.
            return paragraphs(item.prompt, words.scale(task)) + folded_hints(item)
        case Writing():
            return paragraphs(item.prompt, words.length(task)) + folded_hints(item)
        case Stance():
            return paragraphs(item.prompt) + stance_task(task) + folded_hints(item)
        case Grid():
            # A brace would begin an embedded answer.
            prompt = paragraphs(item.prompt).replace("{", "&#123;").replace("}", "&#125;")
            return prompt + "".join(f"<p>{plain(row.text)}: {_embedded(row, task.words)}</p>" for row in task.rows)
    return paragraphs(item.prompt)


def _embedded(row: Row, scale: dict[str, str]) -> str:
    feedback = words.outside(row, scale)
    parts = [f"={word}" if code in row.allowed else f"{word}#{feedback}" for code, word in scale.items()]
    return f"{{1:MULTICHOICE:{'~'.join(parts)}}}"


def _task(item: Item) -> tuple[str, float, list[Node]]:  # noqa: PLR0911 - one a kind of task
    """Return Moodle's name of the type, the mark, and the elements of its own."""
    task = item.task
    match task:
        case Choice():
            return "multichoice", 1, [*_choice_settings(task), *_options(task)]
        case Number():
            near = [_answer(0, f"{case.value:g}", case.feedback, 0) for case in task.near]
            return "numerical", 1, [_answer(100, f"{task.value:g}", "", task.tolerance), *near, *_without_unit()]
        case Estimate():
            close = _answer(100, f"{task.value:g}", words.close(task), task.tolerance)
            return "numerical", 0, [close, _answer(100, "*", words.revealed(task), 0), *_without_unit()]
        case Order():
            places = [(line.text, words.place(task.order.index(line.id) + 1)) for line in task.lines]
            return "matching", len(places), _pairs(places)
        case Match():
            return "matching", len(task.left), _pairs(task.text_pairs)
        case Grid():
            return "cloze", len(task.rows), []
        case Writing():
            return "essay", sum(points for points, _ in task.rubric), _essay(for_readers(task), task)
        case Stance():
            return "essay", 0, _essay(for_readers(task))
    return "essay", 0, _essay("", lines=2)


def _choice_settings(task: Choice) -> list[Node]:
    return [
        node("single", "false" if task.many else "true"),
        node("shuffleanswers", "true"),
        node("answernumbering", "none"),
    ]


def _options(task: Choice) -> list[Node]:
    right = sum(option.right for option in task.options)
    wrong = f"-{share(len(task.options) - right)}" if task.many else "0"
    marks = {True: share(right), False: wrong}
    return [
        node(
            "answer",
            node("text", plain(option.text)),
            _html("feedback", paragraphs(option.feedback)),
            fraction=marks[option.right],
            format="html",
        )
        for option in task.options
    ]


def _answer(fraction: int, value: str, feedback: str, tolerance: float) -> Node:
    return node(
        "answer",
        node("text", value),
        _html("feedback", paragraphs(feedback)),
        node("tolerance", f"{tolerance:g}"),
        fraction=fraction,
        format="moodle_auto_format",
    )


def _without_unit() -> list[Node]:
    """Return that only the number counts: the unit stands in the question."""
    return [node("unitgradingtype", "0"), node("showunits", "3")]


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[Node]:
    lines = [_html("subquestion", paragraphs(left)) for left, _ in pairs]
    for line, (_, right) in zip(lines, pairs, strict=True):
        line.append(node("answer", node("text", right)))
    return [node("shuffleanswers", "true"), *lines]


def _essay(for_reader: str, task: Writing | None = None, lines: int = 10) -> list[Node]:
    limits = [node("minwordlimit", str(task.least)), node("maxwordlimit", str(task.most))] if task else []
    return [
        node("responseformat", "plain"),
        node("responserequired", "1"),
        node("responsefieldlines", str(lines)),
        *limits,
        node("attachments", "0"),
        _html("graderinfo", for_reader),
        _html("responsetemplate", ""),
    ]
