"""The page of the class: how each task went, which mistakes, and each learner with a link to the feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import number
from coursekit.grading.model import Outcome, Status
from coursekit.grading.reports.html_frame import STATES, WORDS, escaped, page
from coursekit.grading.reports.statistics import GROUP_WORDS, grouped

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping, Sequence

    from coursekit.grading.gradebook.records import Record
    from coursekit.grading.model import Master
    from coursekit.grading.reports.statistics import Counts

MOST_NAMES = 8
MOST_DOUBTS = 200
NONE = "-"
SHOWN = (
    Outcome.PASSED,
    Outcome.FAILED,
    Outcome.ERROR,
    Outcome.TIMEOUT,
    Outcome.DIED,
    Outcome.UNANSWERED,
    Outcome.TO_READ,
)


def class_page(counts: Counts, masters: Mapping[str, Master], doubts: Sequence[tuple[str, str, str, str]] = ()) -> str:
    """Return the page.

    Args:
        counts: what the class did.
        masters: the masters by sheet.
        doubts: file, learner, sheet and reason of what somebody should look at.
    """
    learners = len(counts.rows)
    handed = sum(
        sum(n for status, n in one.items() if status is not Status.MISSING) for one in counts.statuses.values()
    )
    parts = [
        "<header>\n<h1>The class</h1>",
        f'<p class="quiet">{_many(learners, "learner")}, {_many(handed, "submission")}</p>\n</header>',
        *(_sheet(sheet, counts, masters[sheet]) for sheet in sorted(counts.statuses) if sheet in masters),
        _learners(counts, sorted(counts.statuses)),
        *_doubts(doubts),
    ]
    return page("The class", "\n".join(parts))


def _doubts(doubts: Sequence[tuple[str, str, str, str]]) -> Iterator[str]:
    """Show what was not used, guessed or missed when the class was collected."""
    if not doubts:
        return
    rows = "".join(
        f"<tr>{''.join(f'<td>{escaped(cell or NONE)}</td>' for cell in row)}</tr>" for row in doubts[:MOST_DOUBTS]
    )
    more = len(doubts) - MOST_DOUBTS
    rest = f"<p>{more} more stand in collected.csv.</p>" if more > 0 else ""
    yield (
        '<section aria-labelledby="doubts">\n<h2 id="doubts">Please look: not used, guessed or missing</h2>\n'
        '<div class="wide"><table>\n<thead><tr><th scope="col">file</th><th scope="col">learner</th>'
        '<th scope="col">sheet</th><th scope="col">why</th></tr></thead>\n'
        f"<tbody>{rows}</tbody>\n</table></div>\n{rest}</section>"
    )


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _sheet(sheet: str, counts: Counts, master: Master) -> str:
    statuses = "; ".join(
        f"{counts.statuses[sheet][one]} {STATES[one]}" for one in Status if counts.statuses[sheet][one]
    )
    parts = [
        f'<section aria-labelledby="sheet-{sheet}">',
        f'<h2 id="sheet-{sheet}">Sheet {int(sheet)}: {escaped(master.title)}</h2>',
        f"<p>{statuses}.</p>",
    ]
    outcomes = {task.grade_id: counts.outcomes[sheet].get(task.grade_id) for task in master.tasks}
    there = {name: one for name, one in outcomes.items() if one}
    if there:
        parts += [_bars(there), _table(there), *_mistakes(sheet, counts)]
    return "\n".join([*parts, "</section>"])


def _bars(outcomes: Mapping[str, Counter[Outcome]]) -> str:
    rows = []
    for name, one in outcomes.items():
        segments = (
            f'<span class="{group}" style="flex:{count} 1 0" title="{GROUP_WORDS[group]}">{count}</span>'
            for group, count in grouped(one).items()
            if count
        )
        rows.append(f'<div>{escaped(name)}</div><div class="bar">{"".join(segments)}</div>')
    legend = "".join(f'<li><i class="{group}"></i>{words}</li>' for group, words in GROUP_WORDS.items())
    sentence = _sentence(outcomes)
    return (
        f'<figure>\n<div class="bars" role="img" aria-label="{escaped(sentence)}">{"".join(rows)}</div>\n'
        f'<ul class="legend" aria-hidden="true">{legend}</ul>\n<figcaption>{escaped(sentence)}</figcaption>\n</figure>'
    )


def _sentence(outcomes: Mapping[str, Counter[Outcome]]) -> str:
    """Say what the bars show."""
    shares = {name: grouped(one)["passed"] / sum(one.values()) for name, one in outcomes.items()}
    best, worst = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    if shares[best] == shares[worst]:
        return f"Answers to each task, by outcome: all tasks were answered rightly by {shares[best]:.0%}."
    return (
        f"Answers to each task, by outcome: {best} was answered rightly most often, by {shares[best]:.0%}, "
        f"{worst} least often, by {shares[worst]:.0%}."
    )


def _table(outcomes: Mapping[str, Counter[Outcome]]) -> str:
    head = "".join(f'<th scope="col" class="number">{WORDS[one]}</th>' for one in SHOWN)
    rows = []
    for name, one in outcomes.items():
        passed = one[Outcome.PASSED] + one[Outcome.READ] + one[Outcome.SET]
        counts = [passed, *(one[outcome] for outcome in SHOWN[1:])]
        cells = "".join(f'<td class="number">{count or NONE}</td>' for count in counts)
        rows.append(f'<tr><th scope="row">{escaped(name)}</th>{cells}</tr>')
    return (
        '<div class="wide"><table>\n<caption class="quiet">The same as numbers</caption>\n'
        f'<thead><tr><th scope="col">task</th>{head}</tr></thead>\n<tbody>{"".join(rows)}</tbody>\n</table></div>'
    )


def _mistakes(sheet: str, counts: Counts) -> Iterator[str]:
    found = sorted(counts.mistakes[sheet].items(), key=lambda one: (-len(one[1].learners), one[0]))
    if not found:
        return
    rows = "".join(
        f'<tr><td>{escaped(name)}</td><td>{escaped(code)}</td><td class="number">{len(one.learners)}</td>'
        f'<td>{escaped(one.hint)}<br><span class="quiet">{escaped(_names(one.learners))}</span></td></tr>'
        for (name, code), one in found
    )
    yield (
        '<h3>Known mistakes, the most frequent first</h3>\n<div class="wide"><table class="mistakes">\n<thead><tr>'
        '<th scope="col">task</th><th scope="col">mistake</th><th scope="col" class="number">learners</th>'
        f'<th scope="col">the hint they got</th></tr></thead>\n<tbody>{rows}</tbody>\n</table></div>'
    )


def _names(learners: list[str]) -> str:
    more = len(learners) - MOST_NAMES
    return ", ".join(learners[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _learners(counts: Counts, sheets: list[str]) -> str:
    head = "".join(f'<th scope="col">sheet {int(sheet)}</th>' for sheet in sheets)
    rows = []
    for learner, own in counts.rows.items():
        cells = "".join(f"<td>{_cell(own, sheet)}</td>" for sheet in sheets)
        rows.append(f'<tr><th scope="row">{escaped(learner)}</th>{cells}</tr>')
    return (
        '<section aria-labelledby="learners">\n<h2 id="learners">Learners</h2>\n<div class="wide"><table>\n'
        f'<thead><tr><th scope="col">learner</th>{head}</tr></thead>\n<tbody>{"".join(rows)}</tbody>\n</table></div>\n'
        "</section>"
    )


def _cell(own: Mapping[str, tuple[Record, str]], sheet: str) -> str:
    if sheet not in own:
        return NONE
    record, address = own[sheet]
    status, points, most = record.result.status, record.points, record.max_points
    if status is Status.MISSING:
        return "missing"
    words = "unreadable" if status is Status.UNREADABLE else f"{number(points)} of {number(most)}"
    linked = f'<a href="{escaped(address)}">{words}</a>' if address else words
    return linked + (" (waits)" if status is Status.WAITING else "")
