"""The language of whoever grades, or of whoever worked on a sheet, changes no mark."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.grading.answered import answered, code, file_name

from thirteenth.cli import main

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.whole
SHEET = "01"
GERMAN = "import os\nos.environ['THIRTEENTH_LANG'] = 'de'\nos.environ['LANG'] = 'de_DE.UTF-8'"
ANEW = """import sys
for name in list(sys.modules):
    if name.split('.')[0] in {'coursekit', 'thirteenth'}:
        del sys.modules[name]"""
# No task asks for this name: the check finds no answer.
WRONG = "answer = 1"
SPOKEN = {
    "output_type": "stream",
    "name": "stdout",
    "text": "Richtig.\n",
}


def sheets() -> dict[str, dict[str, Any]]:
    """Return a sheet as several learners hand it in, by learner."""
    wrong, german, anew, worked = (answered(SHEET) for _ in range(4))
    solutions = [cell for cell in wrong["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")]
    next(cell for cell in solutions if cell["cell_type"] == "code")["source"] = WRONG
    german["cells"].insert(0, code(GERMAN))
    anew["cells"].insert(0, code(f"{GERMAN}\n{ANEW}"))
    for cell in worked["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [SPOKEN], "execution_count": 1}
    return {"Ada": answered(SHEET), "Ben": wrong, "Cem": german, "Dora": anew, "Emil": worked}


def graded(folder: Path, *more: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Grade the class, and return outcome and points by learner and task."""
    for learner, sheet in sheets().items():
        path = folder / "in" / learner / file_name(SHEET)
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(sheet), encoding="utf-8")
    assert main(["grade", str(folder / "in"), "--out", str(folder / "out"), *more]) == 0
    with (folder / "out" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(row["learner"], row["grade_id"]): (row["outcome"], row["points"]) for row in csv.DictReader(file)}


def test_marks_are_the_same_in_every_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("THIRTEENTH_LANG", "COURSEKIT_LANG"):
        monkeypatch.delenv(name, raising=False)
    english = graded(tmp_path / "en")
    monkeypatch.setenv("THIRTEENTH_LANG", "de")
    # Without a sandbox a kernel has the grader's own environment.
    assert graded(tmp_path / "de", "--sandbox", "off") == english
    tasks = {task for _, task in english}
    for learner in ("Cem", "Dora", "Emil"):
        assert [english[learner, task] for task in tasks] == [english["Ada", task] for task in tasks]
    assert {outcome for (learner, _), (outcome, _) in english.items() if learner == "Ada"} <= {"passed", "to read"}
    assert "error" in {outcome for (learner, _), (outcome, _) in english.items() if learner == "Ben"}
    in_english, in_german = (
        (tmp_path / name / "out" / "feedback" / "Ben" / "01.html").read_text(encoding="utf-8") for name in ("en", "de")
    )
    assert "What your answer showed" in in_english
    assert '<html lang="de">' in in_german
    assert "Was deine Antwort gezeigt hat" in in_german
    assert "Mit einem Fehler abgebrochen" in in_german
