"""GIFT: Moodle's plain text, which many other programs read too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coursekit.teaching.exports import words
from coursekit.teaching.exports.losses import Loss, of_every_format, of_formats_without_tags
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.teaching.exports.tasks import Bank, Item

ENDING = ".gift.txt"
_NAMED = {"\\": "&bsol;", "{": "&lbrace;", "}": "&rbrace;"}
_SIGNS = re.compile(r"([~=#:])")
_ALL_SIGNS = re.compile(r"([\\~=#{}:])")


def write(bank: Bank) -> bytes:
    """Return the bank as a file in GIFT, with a category for each lesson."""
    parts = [f"// {bank.title}: {len(bank.items)} questions, in GIFT with HTML"]
    for number, title in bank.lessons.items():
        parts.append(f"$CATEGORY: {category(bank, number, title)}")
        parts += [question for item in bank.of_lesson(number) for question in _questions(item)]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def losses(item: Item) -> Iterator[Loss]:
    """Yield what GIFT cannot hold of a question."""
    yield from of_every_format(item)
    yield from of_formats_without_tags(item)
    if isinstance(item.task, Grid):
        yield Loss(item.id, "one question with a row each", "one question a row")
    if isinstance(item.task, Order):
        yield Loss(item.id, "lines to put in order", "a place to choose for each line")
    if isinstance(item.task, Writing | Stance | Scale):
        yield Loss(item.id, "that it earns no points by itself", "an essay: set its mark to 0 where it is no test")
    if isinstance(item.task, Writing):
        yield Loss(item.id, "counting words, and a rubric for readers only", "both stand in the texts")


def _questions(item: Item) -> Iterator[str]:
    """Yield the question, or one for each row of a grid: GIFT has no rows."""
    task = item.task
    after = general_feedback(item)
    if isinstance(task, Grid):
        for row in task.rows:
            first, *others = row.allowed
            feedback = words.outside(row, task.words)
            marks = {
                code: f"={task.words[code]}" if code == first else f"~%100%{task.words[code]}"
                for code in (first, *others)
            }
            answers = [marks.get(code) or f"~{_escaped(word)}#{_text(feedback)}" for code, word in task.words.items()]
            yield _question(words.name(item, row.id), _asked(item, row.text), answers, after)
        return
    if isinstance(task, Writing | Stance):
        after = for_readers(task) + after
    yield _question(words.name(item), _asked(item, words.to_write(item.task)), _answers(item), after)


def _question(name: str, question: str, answers: list[str], after: str) -> str:
    inside = "\n".join(["", *answers]) if answers else ""
    return f"::{_escaped(name)}::[html]{_marked_up(question)}{{{inside}\n####{_marked_up(after)}\n}}"


def _asked(item: Item, *below: str) -> str:
    task = item.task
    shown = stance_task(task) if isinstance(task, Stance) else ""
    return paragraphs(item.prompt, *below) + shown + folded_hints(item)


def _answers(item: Item) -> list[str]:
    task = item.task
    match task:
        case Choice():
            return _options(task)
        case Number():
            near = [f"=%0%{case.value:g}:0#{_text(case.feedback)}" for case in task.near]
            return [f"#=%100%{task.value:g}:{task.tolerance:g}", *near]
        case Estimate():
            # Every estimate earns the mark: what counts is to commit before one sees.
            close = f"#=%100%{task.value:g}:{task.tolerance:g}#{_text(words.close(task))}"
            return [close, f"=%100%{task.low:g}..{task.high:g}#{_text(words.revealed(task))}"]
        case Order():
            return [f"={_text(line.text)} -> {words.place(task.order.index(line.id) + 1)}" for line in task.lines]
        case Match():
            return [f"={_text(left)} -> {_escaped(right)}" for left, right in task.text_pairs]
    return []


def _options(task: Choice) -> list[str]:
    right = sum(option.right for option in task.options)
    shares = {True: f"~%{share(right)}%", False: f"~%-{share(len(task.options) - right)}%"}
    signs = shares if task.many else {True: "=", False: "~"}
    return [f"{signs[option.right]}{_text(option.text)}#{_text(option.feedback)}" for option in task.options]


def _text(text: str) -> str:
    """Return text as HTML in GIFT."""
    return _marked_up(plain(text))


def _marked_up(markup: str) -> str:
    """Return HTML in which GIFT's own signs stand for themselves."""
    # Readers differ in how they take a backslash before these three; all take HTML's names for them.
    for sign, name in _NAMED.items():
        markup = markup.replace(sign, name)
    return _SIGNS.sub(r"\\\1", markup)


def _escaped(text: str) -> str:
    """Return plain text, for names and for the right sides of pairs, in which no sign is GIFT's own."""
    return _ALL_SIGNS.sub(r"\\\1", " ".join(text.split()))
