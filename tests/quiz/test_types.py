"""A type of question is one pair of files: an eleventh, from a folder that the engine never saw, is a whole one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from coursekit.quiz import answers, bank, public, registry, types
from coursekit.quiz.faults import BankError
from coursekit.quiz.view import QuestionWidget

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coursekit.quiz.question import Lesson

PYTHON = '''
"""Say yes or no: ``said``."""
from coursekit.quiz.forms import TEXT
from coursekit.quiz.reply import incomplete, judged

FIELDS = {"statement": TEXT, "is_true": {"type": "boolean"}}


def face(body):
    return {"statement": body["statement"]}


def mark(question, response):
    if response.get("said") not in ("yes", "no"):
        return incomplete("Say yes or no first.")
    return judged(question, int((response["said"] == "yes") == question.body["is_true"]), 1, [], [])


def problems(question):
    if question["statement"].endswith("?"):
        yield "statement", repr(question["statement"]), "a statement, not a question"
'''
SCRIPT = 'builders["yes-no"] = (question, fieldset) => () => ({ said: question.statement });'
ASKED = {
    "id": "q-9001",
    "type": "yes-no",
    "skill": "x",
    "claims": [],
    "prompt": "True?",
    "hints": [],
    "explanation": "Because.",
    "statement": "Two and two are four.",
    "is_true": True,
}


@pytest.fixture
def eleventh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A type ``yes-no`` in a folder of its own."""
    (tmp_path / "yes_no.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "yes_no.js").write_text(SCRIPT, encoding="utf-8")
    monkeypatch.setattr(types, "__path__", [*types.__path__, str(tmp_path)])
    caches: Any = (registry.question_types, bank._fast_check, bank._load)
    for cached in caches:
        cached.cache_clear()
    yield
    sys.modules.pop("coursekit.quiz.types.yes_no", None)
    for cached in caches:
        cached.cache_clear()


def load(folder: Path, **changed: object) -> Lesson:
    path = folder / "90.yaml"
    content = {"lesson": 90, "title": "Eleven", "questions": [{**ASKED, **changed}]}
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return bank.load(path)


@pytest.mark.usefixtures("eleventh")
def test_an_eleventh_type_is_asked_marked_and_drawn(tmp_path: Path) -> None:
    question = load(tmp_path).questions["q-9001"]
    log = answers.Log(tmp_path / "learner.jsonl")
    widget = QuestionWidget(question, log)
    assert "is_true" not in str(public.public(question))
    assert widget.question["statement"] == ASKED["statement"]
    assert SCRIPT in widget._esm
    said = []
    for response in ({}, {"said": "no"}, {"said": "yes"}):
        widget.submit(response)
        said.append(widget.reply["outcome"])
    assert said == ["incomplete", "wrong", "right"]
    assert [record["type"] for record in log.records] == ["yes-no"] * 2


@pytest.mark.usefixtures("eleventh")
def test_the_form_of_an_eleventh_type_is_held(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"q-9001 is_true.*expected true or false"):
        load(tmp_path, is_true="perhaps")
    with pytest.raises(BankError, match=r"expected a statement, not a question"):
        load(tmp_path, statement="Are they?")


def test_without_its_files_a_type_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"q-9001: .*expected a type among confidence, estimate"):
        load(tmp_path)


def test_every_type_has_its_files_and_its_script_builds_its_controls() -> None:
    assert len(registry.question_types()) == 10
    for name, made in registry.question_types().items():
        assert f"builders.{name} =" in made.script or f'builders["{name}"] =' in made.script
        assert "export function mark(" in made.page_marking
