"""The engine runs a second course that it knows nothing of: other folders, no data, no Python of its own."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from coursekit.course import find_course
from coursekit.grading.sandbox.available import lacking

HERE = Path(__file__).parent / "course"
SHEET = "blatt-01.ipynb"
RIGHT = {"t1-1-answer": "total = 12 + 9", "t1-3": "The north one: it is 12 metres deep."}
BARS = 'ax.bar(["north", "south"], [12, 9])\nax.set(xlabel="well", ylabel="depth in metres")'


def run(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the engine's own command in the course's folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THIRTEENTH_", "COURSEKIT_"))}
    command = [sys.executable, "-m", "coursekit.cli", *words]
    return subprocess.run(command, cwd=course, env=kept, capture_output=True, encoding="utf-8", check=False)


def read(path: Path) -> Any:  # noqa: ANN401 - JSON
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course, its masters executed and its sheet built, by the engine's commands."""
    folder = tmp_path_factory.mktemp("second") / "brunnen"
    shutil.copytree(HERE, folder)
    (folder / "daten" / ".gitkeep").unlink()
    executed = run(folder, "execute", "lektionen", "loesungen")
    assert executed.returncode == 0, executed.stderr
    released = run(folder, "release", "--bundle", "klasse.zip")
    assert released.returncode == 0, released.stderr
    return folder


def answered(course: Path, answers: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
    """Return the sheet with answers put in; the chart is drawn by hand."""
    sheet = read(course / "blaetter" / SHEET)
    for cell in sheet["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, "".join(cell["source"]))
        if name == "t1-2-answer":
            cell["source"] = cell["source"].replace("# your code", BARS)
    return sheet


@pytest.fixture(scope="module")
def grades(course: Path) -> dict[str, dict[str, str]]:
    """What the class of two gets: ``anna`` has all right, ``bob`` one well only."""
    for learner, answers in {"anna": RIGHT, "bob": {**RIGHT, "t1-1-answer": "total = 12"}}.items():
        path = course / "abgaben" / learner / SHEET
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(answered(course, answers)), encoding="utf-8")
    sandbox = "off" if lacking() else "on"
    graded = run(course, "grade", "abgaben", "--sheet", "01", "--sandbox", sandbox)
    assert graded.returncode == 0, graded.stderr
    with (course / "grades" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        return {f"{row['learner']} {row['grade_id']}": row for row in csv.DictReader(file)}


@pytest.mark.whole
def test_the_course_is_what_its_file_says(course: Path) -> None:
    found = find_course(course / "blaetter")
    assert (found.folder, found.name, found.title) == (course, "brunnen", "Zwei Brunnen")
    assert found.sheet_of(SHEET) == "01"
    assert found.sheet_of("01-other.ipynb") is None


@pytest.mark.whole
def test_the_lesson_opens_and_asks_its_questions(course: Path) -> None:
    lesson = read(course / "lektionen" / "01-two-wells.ipynb")
    shown = json.dumps(lesson["cells"][-1]["outputs"])
    assert "Which well is deeper?" in shown
    assert "Which well would you clean first" in shown
    assert not list(course.rglob("learner.jsonl")), "nobody has answered yet"


@pytest.mark.whole
def test_the_sheet_is_built_without_solutions(course: Path) -> None:
    sheet = (course / "blaetter" / SHEET).read_text(encoding="utf-8")
    assert "sum(depths" not in sheet
    assert "total / 2" not in sheet
    assert "attachment:t1-2-answer.png" in sheet
    assert "names a fact" not in sheet
    assert set(read(course / "blaetter" / "schluessel" / "01.json")["items"]) == {"t1-1", "t1-1-half", "t1-2"}
    assert run(course, "release", "--check").returncode == 0


@pytest.mark.whole
def test_a_learner_is_told_at_home(course: Path) -> None:
    """The sheet's own checks find their key, and know a mistake."""
    said = {}
    for name, total in {"right": "total = 21", "wrong": "total = 12"}.items():
        notebook = nbformat.from_dict(answered(course, {"t1-1-answer": total}))
        client = NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(course / "blaetter")}})
        client.execute()
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
        said[name] = json.dumps(cells["t1-1"].outputs)
        assert "Right." in json.dumps(cells["t1-2"].outputs)
    assert "Right." in said["right"]
    assert "That is one well only." in said["wrong"]


@pytest.mark.whole
def test_the_class_is_graded(grades: dict[str, dict[str, str]]) -> None:
    points = {name: (row["points"], row["outcome"]) for name, row in grades.items()}
    assert points == {
        "anna t1-1": ("2", "passed"),
        "anna t1-2": ("3", "passed"),
        "anna t1-3": ("", "to be read"),
        "bob t1-1": ("0", "failed"),
        "bob t1-2": ("3", "passed"),
        "bob t1-3": ("", "to be read"),
    }
    assert "That is one well only." in grades["bob t1-1"]["hint"]


@pytest.mark.whole
def test_a_submission_merges(course: Path, grades: dict[str, dict[str, str]]) -> None:
    assert grades
    merged = run(course, "merge", f"abgaben/anna/{SHEET}", "-o", "merged.ipynb", "--sheet", "01")
    assert merged.returncode == 0, merged.stderr
    assert "total / 2" in (course / "merged.ipynb").read_text(encoding="utf-8")
