"""The sheets in the real nbgrader: it accepts each, gives the solutions all marks and the untouched exercises none.

Run by ``nox -s interop``, which installs nbgrader; its requirements do not fit beside the course's pins.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEARNERS = ("solver", "starter", "opener")
SHEETS = [path.stem for path in sorted((ROOT / "solutions").glob("*.ipynb"))]


def nbgrader(course: Path, *words: str) -> None:
    # nbgrader looks for its own helper programs on the path.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    command = [sys.executable, "-m", "nbgrader", *words]
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def hand_in(course: Path, learner: str, sheet: str, source: Path) -> None:
    folder = course / "submitted" / learner / sheet
    folder.mkdir(parents=True)
    shutil.copy(source, folder / f"{sheet}.ipynb")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of nbgrader's with our sheets, generated, handed in three times and graded."""
    course = tmp_path_factory.mktemp("nbgrader")
    (course / "nbgrader_config.py").write_text(
        "get_config().CourseDirectory.course_id = 'thirteenth'\n", encoding="utf-8"
    )
    for sheet in SHEETS:
        (course / "source" / sheet / "checks").mkdir(parents=True)
        shutil.copy(ROOT / "solutions" / f"{sheet}.ipynb", course / "source" / sheet)
        shutil.copy(ROOT / "exercises" / "checks" / f"{sheet[:2]}.json", course / "source" / sheet / "checks")
        nbgrader(course, "generate_assignment", sheet)
        hand_in(course, "solver", sheet, ROOT / "solutions" / f"{sheet}.ipynb")
        hand_in(course, "starter", sheet, ROOT / "exercises" / f"{sheet}.ipynb")
        hand_in(course, "opener", sheet, course / "release" / sheet / f"{sheet}.ipynb")
    for learner in LEARNERS:
        shutil.copytree(ROOT / "data", course / "autograded" / learner / "data")
    for sheet in SHEETS:
        nbgrader(course, "autograde", sheet)
    return course


@pytest.fixture(scope="module")
def scores(course: Path) -> dict[tuple[str, str], tuple[float, float]]:
    """Points and best points by learner and sheet, from nbgrader's own gradebook."""
    from nbgrader.api import Gradebook  # noqa: PLC0415 - only this session has it

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        found = [
            (learner, sheet, gradebook.find_submission(sheet, learner)) for learner in LEARNERS for sheet in SHEETS
        ]
        return {(learner, sheet): (handed.score, handed.max_score) for learner, sheet, handed in found}


@pytest.mark.parametrize("sheet", SHEETS)
def test_nbgraders_hand_out_holds_no_solution(course: Path, sheet: str) -> None:
    released = (course / "release" / sheet / f"{sheet}.ipynb").read_text(encoding="utf-8")
    assert "SOLUTION" not in released
    assert "HIDDEN" not in released
    assert [cell for cell in json.loads(released)["cells"] if "YOUR CODE HERE" in "".join(cell["source"])]


def read_by_a_person(sheet: str) -> int:
    """The points of written answers, which nbgrader leaves to a person."""
    cells = json.loads((ROOT / "solutions" / f"{sheet}.ipynb").read_text(encoding="utf-8"))["cells"]
    written = [cell["metadata"]["nbgrader"] for cell in cells if cell["cell_type"] == "markdown" and cell["metadata"]]
    return sum(marks["points"] for marks in written if marks["grade"])


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_solution_earns_all_automatic_marks(scores: dict[tuple[str, str], tuple[float, float]], sheet: str) -> None:
    points, most = scores["solver", sheet]
    assert points == most - read_by_a_person(sheet) > 0


@pytest.mark.parametrize("learner", ["starter", "opener"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_an_untouched_sheet_earns_nothing(
    scores: dict[tuple[str, str], tuple[float, float]], sheet: str, learner: str
) -> None:
    assert scores[learner, sheet][0] == 0
