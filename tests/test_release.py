"""The exercise sheets are what their masters give, and give nothing away."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

from coursekit.authoring.bundle import bundle
from coursekit.authoring.release import exercise_of
from coursekit.authoring.run_mark import has_changed_since_run, run_mark
from coursekit.checks.marks import PLACEHOLDER, hidden_parts, without_hidden, without_solution
from thirteenth.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
MASTERS = sorted((ROOT / "solutions").glob("*.ipynb"))
sheets = pytest.mark.parametrize("master", MASTERS, ids=lambda path: path.stem)

Notebook = dict[str, Any]


def read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def save(path: Path, notebook: Notebook) -> None:
    path.write_text(json.dumps(notebook), encoding="utf-8")


def source(cell: Notebook) -> str:
    return "".join(cell["source"])


def marks(cell: Notebook) -> Notebook:
    found: Notebook = cell["metadata"].get("nbgrader", {})
    return found


def checks(notebook: Notebook) -> list[Notebook]:
    """The cells that are graded by running them; a written answer is not."""
    return [cell for cell in notebook["cells"] if marks(cell).get("grade") and cell["cell_type"] == "code"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the sheets, to change."""
    for part in ("solutions", "exercises"):
        shutil.copytree(ROOT / part, tmp_path / "course" / part)
    return tmp_path / "course"


def release(course: Path, *words: str) -> int:
    return main(["release", "--course", str(course), *words])


def test_there_is_a_master_for_each_lesson_from_1_to_3() -> None:
    assert [path.name[:2] for path in MASTERS][:3] == ["01", "02", "03"]


def test_the_committed_exercises_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert release(ROOT, "--check") == 0, capsys.readouterr().err


@sheets
def test_a_sheet_has_four_to_six_tasks_that_rise_and_a_chart(master: Path) -> None:
    graded = [cell for cell in read(master)["cells"] if marks(cell).get("grade")]
    points = [cell["metadata"]["nbgrader"]["points"] for cell in graded]
    assert 4 <= len(graded) <= 6
    assert points[0] == min(points) or points[0] == max(points)
    targets = [cell for cell in read(master)["cells"] if cell["metadata"].get("thirteenth", {}).get("target")]
    assert len(targets) == 1
    assert source(read(master)["cells"][0]).endswith(f"{sum(points)} points in all.")


@sheets
def test_the_points_stand_in_the_words_of_each_task(master: Path) -> None:
    cells = read(master)["cells"]
    headings = re.findall(
        r"^## Task (\d)\.(\d) \((\d+) points?(?:, read by a person)?\)$",
        "\n".join(source(cell) for cell in cells),
        re.MULTILINE,
    )
    graded = [(marks(cell)["grade_id"], str(marks(cell)["points"])) for cell in cells if marks(cell).get("grade")]
    assert [(f"t{sheet}-{task}", points) for sheet, task, points in headings] == graded


def stub_functions(master: Path) -> dict[str, str]:
    """Return the functions that learners write, with the check of each."""
    tasks: dict[str, str] = {}
    names: list[str] = []
    for cell in read(master)["cells"]:
        if marks(cell).get("solution"):
            names = re.findall(r"^def (\w+)\(", without_solution(source(cell)), re.MULTILINE)
        elif marks(cell).get("grade"):
            tasks |= dict.fromkeys(names, source(cell))
    return tasks


def test_from_sheet_3_on_each_sheet_has_a_function() -> None:
    assert [path.name[:2] for path in MASTERS if not stub_functions(path)] == ["01", "02"]


@sheets
def test_a_function_is_tried_twice_before_the_learners_eyes_and_further_behind_them(master: Path) -> None:
    for name, check in stub_functions(master).items():
        again = without_hidden(check).partition('-again"')
        assert again[1], f"{name} has no visible second try"
        assert f"{name}(" in without_hidden(check)
        assert f"{name}(" in "".join(hidden_parts(check))


@sheets
def test_a_check_cannot_be_typed_into_and_no_answer_cell_can_be_deleted_by_a_slip(master: Path) -> None:
    for cell in exercise_of(read(master))["cells"]:
        is_check, is_answer = marks(cell).get("grade") and not marks(cell)["solution"], marks(cell).get("solution")
        assert ("editable" in cell["metadata"]) == bool(is_check)
        assert cell["metadata"].get("editable", True) is not is_check
        assert ("deletable" in cell["metadata"]) == bool(is_check or is_answer)


@sheets
def test_the_cells_carry_nbgraders_metadata(master: Path) -> None:
    names = []
    for cell in read(master)["cells"]:
        if marks(cell):
            assert marks(cell)["schema_version"] == 3
            assert marks(cell)["cell_type"] == cell["cell_type"]
            assert ("points" in marks(cell)) == marks(cell)["grade"]
            names.append(marks(cell)["grade_id"])
    assert len(set(names)) == len(names)


@sheets
def test_an_exercise_holds_no_solution_no_hidden_check_and_no_output(master: Path) -> None:
    exercise = (ROOT / "exercises" / master.name).read_text(encoding="utf-8")
    assert "BEGIN" not in exercise
    for before, after in zip(read(master)["cells"], json.loads(exercise)["cells"], strict=True):
        assert after.get("outputs", []) == []
        assert after.get("execution_count") is None
        kept = {line.strip() for line in source(after).splitlines()}
        cut = source(before)
        if before["cell_type"] == "markdown" and marks(before):
            assert source(after) == PLACEHOLDER
            continue
        for line in set(map(str.strip, cut.splitlines())) - {"", ")"}:
            visible = line in {text.strip() for text in without_hidden(without_solution(cut) or cut).splitlines()}
            assert (line in kept) == visible or not marks(before)


@sheets
def test_the_target_picture_hangs_under_its_task_with_words(master: Path) -> None:
    exercise = read(ROOT / "exercises" / master.name)
    shown = [cell for cell in exercise["cells"] if cell.get("attachments")]
    assert len(shown) == 1
    alt, name = re.findall(r"!\[(.+)\]\(attachment:(.+)\)", source(shown[0]))[0]
    assert len(alt.split()) > 15
    assert shown[0]["attachments"][name]["image/png"].startswith("iVBOR")
    assert source(shown[0]).startswith("## Task")


@sheets
def test_every_wrong_answer_gets_a_hint_and_no_hint_tells_the_answer(master: Path) -> None:
    key = json.loads((ROOT / "exercises" / "checks" / f"{master.name[:2]}.json").read_text(encoding="utf-8"))
    for cell in checks(read(master)):
        right = "".join(cell["outputs"][0]["text"]).split("\nRight.")[0]
        item = key["items"][marks(cell)["grade_id"]]
        assert item["hint"]
        hints = [item["hint"], *(known["hint"] for known in item["mistakes"])]
        assert not [hint for hint in hints if right in hint]


@sheets
def test_a_written_answer_has_a_rubric_that_the_learner_is_told(master: Path) -> None:
    cells = read(master)["cells"]
    for task, cell in itertools.pairwise(cells):
        if cell["cell_type"] == "markdown" and marks(cell).get("grade"):
            rubric = cell["metadata"]["thirteenth"]["rubric"]
            assert sum(line["points"] for line in rubric) == marks(cell)["points"]
            assert "How it is read:" in source(task)
            low, high = map(int, re.findall(r"(\d+) to (\d+) words", source(task))[0])
            assert low <= len(source(cell).split()) <= high, "the model answer keeps to the length"


@sheets
def test_an_untouched_sheet_earns_nothing_and_is_told_kindly(master: Path) -> None:
    path = ROOT / "exercises" / master.name
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=60, allow_errors=True, resources=where).execute()
    for cell in checks(notebook):
        errors = [output for output in cell["outputs"] if output["output_type"] == "error"]
        assert [error["ename"] for error in errors] in (["NotAnsweredError"], ["WrongAnswer"]), errors
    failed = [cell for cell in notebook.cells if not marks(cell).get("grade") and cell.cell_type == "code"]
    assert not [output for cell in failed for output in cell.outputs if output.output_type == "error"]


def test_check_names_each_stale_file(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "exercises" / "02-when-did-it-happen.ipynb").write_text("{}", encoding="utf-8")
    (course / "exercises" / "checks" / "03.json").unlink()
    (course / "exercises" / "07-nobody.ipynb").write_text("{}", encoding="utf-8")
    assert release(course, "--check") == 1
    assert capsys.readouterr().err.splitlines() == [
        "exercises/02-when-did-it-happen.ipynb is not what its master gives",
        "exercises/checks/03.json is missing",
        "exercises/07-nobody.ipynb has no master",
        "Run: thirteenth release",
    ]
    assert release(course) == 0
    assert release(course, "--check") == 0
    assert not (course / "exercises" / "07-nobody.ipynb").exists()


def test_another_answer_in_a_master_makes_its_key_stale(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = course / "solutions" / "02-when-did-it-happen.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("2231", "2239"), encoding="utf-8")
    assert release(course, "--check") == 1
    assert "exercises/checks/02.json is not what its master gives" in capsys.readouterr().err


def change(course: Path, name: str, edit: Callable[[Notebook], None]) -> None:
    path = course / "solutions" / "01-who-is-speaking.ipynb"
    master = read(path)
    edit(next(cell for cell in master["cells"] if marks(cell).get("grade_id") == name))
    save(path, master)


def strip_outputs(cell: Notebook) -> None:
    cell["outputs"] = []


def leave_a_mark_open(cell: Notebook) -> None:
    cell["source"] = source(cell).replace("### END SOLUTION", "")


def rename(cell: Notebook) -> None:
    cell["metadata"]["nbgrader"]["grade_id"] = "t1-1"


def leave_no_line(cell: Notebook) -> None:
    cell["source"] = source(cell)[source(cell).index("### BEGIN") :]


def move_the_solution(cell: Notebook) -> None:
    cell["metadata"]["nbgrader"]["solution"] = False


@pytest.mark.parametrize(
    ("name", "edit", "words"),
    [
        ("t1-2", strip_outputs, "The check t1-2 of the master shows no right answer"),
        ("t1-2-answer", leave_a_mark_open, "cell 12 (t1-2-answer): the marks BEGIN and END SOLUTION do not match"),
        ("t1-2", rename, "cell 13 (t1-1): another cell has this grade_id"),
        ("t1-2-answer", leave_no_line, "cell 12 (t1-2-answer): nothing is left for the learner"),
        ("t1-2-answer", move_the_solution, "cell 12 (t1-2-answer): a solution stands in a cell that is not marked"),
        ("t1-6-answer", strip_outputs, "t1-6-answer has a target but shows no picture"),
    ],
)
def test_a_broken_master_is_not_released(
    course: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    edit: Callable[[Notebook], None],
    words: str,
) -> None:
    before = (course / "exercises" / "01-who-is-speaking.ipynb").read_bytes()
    change(course, name, edit)
    assert release(course) == 1
    assert words in capsys.readouterr().err
    assert (course / "exercises" / "01-who-is-speaking.ipynb").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"cells": [1]}'])
def test_a_master_that_is_no_notebook_is_named(
    course: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    (course / "solutions" / "01-who-is-speaking.ipynb").write_bytes(content)
    assert release(course) == 1
    assert "01-who-is-speaking.ipynb is no notebook that can be read" in capsys.readouterr().err


def test_a_course_without_masters_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release(tmp_path) == 1
    assert "There is no master" in capsys.readouterr().err


def test_the_bundle_holds_what_a_learner_needs_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "course.zip"
    assert release(ROOT, "--bundle", str(target)) == 0
    first = target.read_bytes()
    assert release(ROOT, "--bundle", str(target)) == 0
    assert target.read_bytes() == first
    with zipfile.ZipFile(target) as archive:
        names = [name.removeprefix("the-thirteenth-member/") for name in archive.namelist()]
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".ipynb")]
    tops = {name.split("/")[0] for name in names}
    assert {"notebooks", "data", "exercises", "src", "README.md", "noxfile.py", "requirements.txt"} <= tops
    assert not tops & {"solutions", "tests", "benchmarks", ".ci", ".git", "answers"}
    assert "exercises/checks/03.json" in names
    assert not [sheet for sheet in sheets if "BEGIN SOLUTION" in sheet or "BEGIN HIDDEN" in sheet]
    assert not [name for name in names if "__pycache__" in name or ".ipynb_checkpoints" in name]


def test_a_bundle_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "nowhere").write_text("a file, no folder", encoding="utf-8")
    assert release(ROOT, "--bundle", str(tmp_path / "nowhere" / "course.zip")) == 1
    assert "nowhere" in capsys.readouterr().err


def test_whatever_lies_around_is_not_packed(tmp_path: Path) -> None:
    course = tmp_path / "course"
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", ".git", ".nox", "tests", "benchmarks")
    shutil.copytree(ROOT, course, ignore=ignored)
    stray = (
        *("notebooks/01-who-is-speaking-Copy1.ipynb", "notebooks/marks.xlsx", "exercises/anna.ipynb", "data/class.csv"),
        *(
            "exercises/12-secret.ipynb",
            "src/notes.py",
            "docs/marks.csv",
            "data/questions/keys.txt",
            "grades/grades.csv",
        ),
        *("gradebook.sqlite", "src/thirteenth/.env", "src/marks/anna.json", "exercises/checks/notes.json"),
    )
    for name in stray:
        (course / name).parent.mkdir(exist_ok=True)
        (course / name).write_text("private", encoding="utf-8")
    target = tmp_path / "course.zip"
    assert bundle(course, target) == bundle(ROOT, tmp_path / "clean.zip")
    with zipfile.ZipFile(target) as archive:
        names = {name.removeprefix("the-thirteenth-member/") for name in archive.namelist()}
    assert not names & set(stray)
    assert {"src/thirteenth/__init__.py", "data/members.csv", "docs/map.png", "data/questions/lesson-01.yaml"} & names


def test_a_master_whose_code_was_not_run_again_is_not_released(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = course / "solutions" / "01-who-is-speaking.ipynb"
    master = read(path)
    reason = next(cell for cell in master["cells"] if "why(" in source(cell))
    reason["source"] = source(reason).replace("why(", "why (")
    save(path, master)
    assert release(course) == 1
    said = capsys.readouterr().err
    assert f"{path}: its code has changed since it was run" in said
    assert "Run: thirteenth execute solutions/01-who-is-speaking.ipynb" in said


def test_a_master_that_was_run_says_which_code_that_was(course: Path) -> None:
    path = course / "solutions" / "01-who-is-speaking.ipynb"
    master = read(path)
    next(cell for cell in master["cells"] if cell["cell_type"] == "code")["source"] += "\n# a remark"
    assert has_changed_since_run(master)
    assert not has_changed_since_run({**master, "metadata": {**master["metadata"], "thirteenth": run_mark(master)}})
    assert not has_changed_since_run({**master, "metadata": {}})
