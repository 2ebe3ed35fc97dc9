"""H5P: a Question Set, as Moodle, WordPress, Drupal and Lumi play it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coursekit.authoring.packing import zipped
from coursekit.teaching.exports.h5p.content import LOOK_ALIKES, accepted, questions_of
from coursekit.teaching.exports.h5p.libraries import BLANKS, CHOICE, DRAG, ESSAY, SET, dependency, question
from coursekit.teaching.exports.losses import Loss, of_every_format, of_formats_without_tags
from coursekit.teaching.exports.tasks import Estimate, Grid, Match, Number, Order, Scale, Stance, Writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.teaching.exports.tasks import Bank, Item

ENDING = ".h5p"


def write(bank: Bank) -> bytes:
    """Return the bank as a package of H5P; the platform that opens it has the libraries."""
    made = [part for item in bank.items for part in questions_of(item)]
    questions = [
        question(library, title, number, params) for number, (title, library, params) in enumerate(made, start=1)
    ]
    content = {
        "introPage": {"showIntroPage": False, "title": bank.title},
        "progressType": "textual",
        "passPercentage": 50,
        "questions": questions,
        "disableBackwardsNavigation": False,
        "randomQuestions": False,
        "endGame": {"showResultPage": True, "showSolutionButton": True, "showRetryButton": True},
    }
    about = {
        "title": bank.title,
        "language": "en",
        "mainLibrary": SET[0],
        "embedTypes": ["iframe"],
        "license": "U",
        "preloadedDependencies": [dependency(library) for library in (SET, CHOICE, BLANKS, DRAG, ESSAY)],
    }
    return zipped([("h5p.json", _json(about)), ("content/content.json", _json(content))])


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")


def losses(item: Item) -> Iterator[Loss]:
    """Yield what H5P cannot hold of a question."""
    yield from of_every_format(item)
    task = item.task
    if item.hints and not isinstance(task, Stance | Scale | Writing | Estimate):
        yield Loss(item.id, "hints before an answer", "they follow an answer that is not right")
    yield from of_formats_without_tags(item)
    if isinstance(task, Grid):
        yield Loss(item.id, "one question with a row each", "one question a row")
    if isinstance(task, Scale | Estimate):
        yield Loss(item.id, "a slider", "a field to write into, without marks")
    yield from _of_lines(item)


def _of_lines(item: Item) -> Iterator[Loss]:
    """Yield what H5P's lines to drag and numbers to write cannot hold."""
    task = item.task
    if isinstance(task, Number) and task.near:
        yield Loss(item.id, "feedback to each predictable wrong number", "all of it after a number that is not right")
    if isinstance(task, Number) and task.tolerance:
        yield Loss(item.id, "a tolerance", f"the numbers {', '.join(accepted(task))}")
    if isinstance(task, Order | Match):
        yield Loss(item.id, "feedback to each line", "all of it after the last")
        dragged = [line.text for line in (task.lines if isinstance(task, Order) else task.right)]
        if any(text != text.translate(LOOK_ALIKES) for text in dragged):
            yield Loss(item.id, "the signs * and : in a line to drag", "signs that look like them")
