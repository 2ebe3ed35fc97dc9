"""H5P: the content against the published semantics of its libraries where they are at hand, and the keys in any case.

The semantics stand in ``semantics.json`` of h5p/h5p-question-set, h5p-multi-choice, h5p-blanks, h5p-drag-text and
otacke/h5p-essay on GitHub (MIT). ``H5P_LIBRARIES`` names a folder with a copy of each as ``H5P.MultiChoice.json``.
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.teaching.exports.keys import key_of

from coursekit.teaching.exports.formats import h5p
from coursekit.teaching.exports.h5p.content import LOOK_ALIKES, accepted
from coursekit.teaching.exports.tasks import Bank, Choice, Grid, Item, Match, Number, Option, Order

if TYPE_CHECKING:
    from coursekit.teaching.exports.tasks import Task

LIBRARIES = os.environ.get("H5P_LIBRARIES", "")
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> * : /'
SENT_AS_IT_IS = re.compile(r"</?(p|ul|li|strong|em)>")


def contents(package: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    files = zipfile.ZipFile(io.BytesIO(package))
    return json.loads(files.read("h5p.json")), json.loads(files.read("content/content.json"))


@pytest.fixture(scope="session")
def questions(written: dict[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    """The questions of the set by the id of the bank's question."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in contents(written["h5p"])[1]["questions"]:
        found.setdefault(one["metadata"]["title"].split()[0], []).append(one)
    return found


def test_every_library_that_a_question_uses_is_declared(written: dict[str, bytes]) -> None:
    about, content = contents(written["h5p"])
    declared = {
        f"{one['machineName']} {one['majorVersion']}.{one['minorVersion']}" for one in about["preloadedDependencies"]
    }
    assert {one["library"] for one in content["questions"]} < declared
    assert about["mainLibrary"] in {name.split()[0] for name in declared}
    assert len({one["subContentId"] for one in content["questions"]}) == len(content["questions"])


def test_every_key_survives(course_bank: Bank, questions: dict[str, list[dict[str, Any]]]) -> None:
    assert questions.keys() == {item.id for item in course_bank.items}
    for item in course_bank.items:
        params = [one["params"] for one in questions[item.id]]
        task = item.task
        if isinstance(task, Choice):
            assert ticks(params[0]) == key_of(item), item.id
            assert params[0]["behaviour"]["type"] == ("multi" if task.many else "single")
        elif isinstance(task, Grid):
            rows = [{text for text, right in ticks(one).items() if right} for one in params]
            assert rows == list(key_of(item).values())
        elif isinstance(task, Number):
            assert f"*{'/'.join(accepted(task))}* " in params[0]["questions"][0]
        elif isinstance(task, Match | Order):
            assert drags(params[0]) == {left: right.translate(LOOK_ALIKES) for left, right in drag_pairs(item)}
        else:
            assert questions[item.id][0]["library"].startswith("H5P.Essay")
            assert params[0]["behaviour"]["ignoreScoring"] is True
            assert [one["options"]["points"] for one in params[0]["keywords"]] == [0]


def ticks(params: dict[str, Any]) -> dict[str, bool]:
    return {unescape(one["text"]): one["correct"] for one in params["answers"]}


def drags(params: dict[str, Any]) -> dict[str, str]:
    lines = [unescape(line) for line in params["textField"].splitlines()]
    return {line.partition(": *")[0]: line.partition(": *")[2].removesuffix("*") for line in lines}


def drag_pairs(item: Item) -> list[tuple[str, str]]:
    if isinstance(item.task, Order):
        return [(place, text) for text, place in key_of(item).items()]
    return [(left, right) for left, right in key_of(item).items() if left]


@pytest.mark.parametrize(
    ("task", "numbers"),
    [
        (Number(93, 0, "claims"), ["93"]),
        (Number(2231, 1, "days"), ["2231", "2230", "2232"]),
        (Number(2.1, 0.1, "times"), ["2.1", "2", "2.0", "2.2"]),
        (Number(5, 1000, "far"), ["5"]),
    ],
)
def test_a_tolerance_becomes_the_numbers_within_it(task: Number, numbers: list[str]) -> None:
    assert accepted(task) == numbers


def test_hostile_text_stays_text() -> None:
    tasks: tuple[Task, ...] = (
        Choice((Option("a", HOSTILE, HOSTILE, right=True), Option("b", "n", "n")), many=False),
        Number(1, 0, HOSTILE),
    )
    items = tuple(Item(f"q-010{n}", 1, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, (), task) for n, task in enumerate(tasks))
    _, content = contents(h5p.write(Bank(HOSTILE, {1: HOSTILE}, items)))
    for one in content["questions"]:
        params = SENT_AS_IT_IS.sub("", json.dumps(one["params"]))
        assert "<" not in params


@pytest.mark.skipif(
    not LIBRARIES, reason="H5P_LIBRARIES names no folder with the published semantics: see this file's head"
)
def test_the_content_fits_the_published_semantics(written: dict[str, bytes]) -> None:
    _, content = contents(written["h5p"])
    main = semantics("H5P.QuestionSet")
    allowed = next(one for one in main if one["name"] == "questions")["field"]["options"]
    faults = list(misfits(main, content, "set"))
    for one in content["questions"]:
        assert one["library"] in allowed
        faults += misfits(semantics(one["library"].split()[0]), one["params"], one["metadata"]["title"])
    assert faults == []
    assert list(misfits(semantics("H5P.MultiChoice"), {"answers": [{"correct": "yes"}], "x": 1}, "broken"))


def semantics(library: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(LIBRARIES, f"{library}.json").read_text(encoding="utf-8"))
    return found


KINDS: dict[str, Any] = {
    "text": str,
    "number": (int, float),
    "boolean": bool,
    "select": str,
    "list": list,
    "group": dict,
    "library": dict,
}


def misfits(fields: list[dict[str, Any]], values: dict[str, Any], where: str) -> list[str]:
    """Return what does not fit: names that no field has, values of another kind, tags and options not taken."""
    by_name = {one["name"]: one for one in fields}
    found = [f"{where}: no field {name}" for name in values if name not in by_name]
    for name, value in values.items():
        if name in by_name:
            found += misfit(by_name[name], value, f"{where}.{name}")
    return found


def misfit(field: dict[str, Any], value: Any, where: str) -> list[str]:  # noqa: ANN401 - any JSON
    kind = field["type"]
    # H5P flattens a group with one field.
    if kind == "group" and len(field["fields"]) == 1 and not isinstance(value, dict):
        return misfit(field["fields"][0], value, where)
    if not isinstance(value, KINDS[kind]):
        return [f"{where}: {value!r} is no {kind}"]
    if kind == "group":
        return misfits(field["fields"], value, where)
    if kind == "list":
        return [fault for place, one in enumerate(value) for fault in misfit(field["field"], one, f"{where}[{place}]")]
    return _of_text(field, value, where)


def _of_text(field: dict[str, Any], value: Any, where: str) -> list[str]:  # noqa: ANN401 - any JSON
    if field["type"] == "select" and value not in {one["value"] for one in field["options"]}:
        return [f"{where}: {value!r} is no option"]
    tags = {*field.get("tags", ()), "p", "div", "br", "li"}
    used = re.findall(r"<([a-z0-9]+)", value) if field["type"] == "text" else []
    return [f"{where}: <{tag}>" for tag in used if tag not in tags]
