"""What is written for a page: whole files, every type that can be marked there, an eleventh one too."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from tests.quiz.test_types import ASKED, PYTHON, SCRIPT
from tests.site.questions.conftest import asking

from coursekit.quiz import bank, marking, registry, types
from coursekit.site.questions.parts import Part
from coursekit.site.questions.writing import question_data, write_questions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coursekit.quiz.question import Lesson

MARKING = """
import { field } from "../reading.js";
import { incomplete, judged } from "../reply.js";

export function mark(question, response) {
  const said = field(response, "said");
  if (said !== "yes" && said !== "no") return incomplete("Say yes or no first.");
  return judged(question, Number((said === "yes") === question.body.is_true), 1, [], []);
}
"""


@pytest.fixture
def eleventh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a type ``yes-no``, not yet with its marking for a page."""
    folder = tmp_path / "types"
    folder.mkdir()
    (folder / "yes_no.py").write_text(PYTHON, encoding="utf-8")
    (folder / "yes_no.js").write_text(SCRIPT, encoding="utf-8")
    monkeypatch.setattr(types, "__path__", [*types.__path__, str(folder)])
    caches: Any = (registry.question_types, bank._fast_check, bank._load)
    for cached in caches:
        cached.cache_clear()
    yield folder
    sys.modules.pop("coursekit.quiz.types.yes_no", None)
    for cached in caches:
        cached.cache_clear()


def asked(folder: Path) -> Lesson:
    path = folder / "90.yaml"
    content = {"lesson": 90, "title": "Eleven", "questions": [ASKED]}
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return bank.load(path)


def test_an_eleventh_type_is_marked_in_a_page(eleventh: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (eleventh / "yes_no.mark.js").write_text(MARKING, encoding="utf-8")
    lesson = asked(tmp_path)
    write_questions([lesson], tmp_path / "site")
    assert SCRIPT in (tmp_path / "site" / "view.js").read_text(encoding="utf-8")
    question = lesson.questions["q-9001"]
    given = [{}, {"said": "no"}, {"said": "yes"}, None]
    with asking(tmp_path / "site", tmp_path / "scratch", request) as ask:
        said = ask([{"way": "mark", "question": question_data(question), "response": each} for each in given])
    strange: Any = given
    assert said == [marking.mark(question, each).as_dict() for each in strange]
    assert [reply["outcome"] for reply in said] == ["incomplete", "wrong", "right", "incomplete"]


def test_a_type_without_marking_for_a_page_is_left_as_text(eleventh: Path, tmp_path: Path) -> None:
    assert eleventh.is_dir()
    write_questions([asked(tmp_path)], tmp_path / "site", parts=[])
    assert "yes-no" not in (tmp_path / "site" / "types.js").read_text(encoding="utf-8")
    assert SCRIPT not in (tmp_path / "site" / "view.js").read_text(encoding="utf-8")


def test_every_lesson_has_its_file_and_every_module_what_it_imports(written: Path) -> None:
    lessons = bank.lessons()
    for lesson in lessons:
        data = json.loads((written / "data" / f"{lesson.number:02d}.json").read_text(encoding="utf-8"))
        assert [question["id"] for question in data["questions"]] == list(lesson.questions)
    course = json.loads((written / "data" / "course.json").read_text(encoding="utf-8"))
    assert [entry["page"] for entry in course["lessons"]][3] == "03-who-was-in.html"
    named = {
        (script.parent / path).resolve()
        for script in written.rglob("*.js")
        for line in script.read_text(encoding="utf-8").splitlines()
        for path in line.split('"')[1::2]
        if path.startswith(("./", "../")) and path.endswith(".js")
    }
    assert len(named) > 20
    assert [path for path in named if not path.is_file()] == []


def test_a_part_of_a_course_brings_its_scripts_data_rules_and_pictures(tmp_path: Path) -> None:
    part = Part(
        "map", {"map.js": "export function show() {}"}, {"a": 1}, "draw", "", ".map { }", {"map.svg": b"<svg/>"}
    )
    write_questions([], tmp_path, parts=[part])
    assert (tmp_path / "parts" / "map.js").is_file()
    assert json.loads((tmp_path / "data" / "map.json").read_text(encoding="utf-8")) == {"a": 1}
    assert (tmp_path / "data" / "map.svg").read_bytes() == b"<svg/>"
    assert '"map": { call: "draw"' in (tmp_path / "parts.js").read_text(encoding="utf-8")
    assert ".map { }" in (tmp_path / "questions.css").read_text(encoding="utf-8")
