"""The same submission gets the same marks: alone, in a batch, in another order, warm, cold, in a room or in none.

What a cluster gives is compared in ``test_cluster``.
"""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.grading.test_cluster import own_scheduler, workers

from coursekit.course import find_course
from coursekit.grading.assignments.course_files import course_files
from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.autograde.autograde import grade_submission
from coursekit.grading.model import Layout, Outcome, Settings
from coursekit.grading.sandbox.available import lacking
from thirteenth.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coursekit.grading.model import Result

LACKING = lacking()
pytestmark = [
    pytest.mark.xdist_group("determinism"),
    # On the course's own CI nothing is skipped: .ci/run installs bubblewrap.
    pytest.mark.skipif(bool(LACKING) and not os.environ.get("CI"), reason=LACKING),
]
ROOT = Path(__file__).resolve().parents[2]
SHEET = "07-small.ipynb"
MASTERS = load_masters(ROOT / "solutions")
DRAWN = "import matplotlib.pyplot as plt\nplt.plot([12, 15])\ncounts = [12, 15]"
SHARED = "import random\nrandom.seed(4)\ntotal = 93\nprint(random.random(), hash('member'), id(None) > 0)"
ANSWERS: dict[str, dict[str, str]] = {
    "is right": {},
    "counts wrong": {"t7-1": "counts = [12, 14]"},
    "draws": {"t7-1": DRAWN},
    "leaves": {"t7-3": "import os\nos._exit(0)"},
    "floods": {"t7-2": "print('x' * 11_000_000)"},
    "shows a set": {"t7-5": "missing = {'Yugoslavia'}\nprint({'a', 'b', 'c', 'd', 'e', 'f'})"},
    "sows chance": {"t7-3": SHARED},
    "=formula": {"t7-5": "1 / 0"},
}


def class_of(names: Iterable[str], folder: Path, learner: Any) -> Path:  # noqa: ANN401 - conftest's
    for name in names:
        path = folder / name / SHEET
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(learner(ANSWERS[name])), encoding="utf-8")
    return folder


def graded(inputs: list[Path], out: Path, course: Any, *more: str) -> bytes:  # noqa: ANN401 - conftest's
    words = ["grade", *map(str, inputs), "--out", str(out), "--master", str(course.solutions), *more]
    assert main(words) == 0
    return (out / "items.csv").read_bytes()


@pytest.fixture(scope="module")
def batch(course: Any, learner: Any, tmp_path_factory: pytest.TempPathFactory) -> bytes:  # noqa: ANN401 - conftest's
    """The table of the whole class, graded warm in rooms, two at once."""
    folder = tmp_path_factory.mktemp("batch")
    inputs = [class_of(ANSWERS, folder / "in", learner)]
    return graded(inputs, folder / "out", course, "--jobs", "2", "--sandbox", "on")


def test_the_class_has_many_outcomes(batch: bytes) -> None:
    outcomes = {row["outcome"] for row in csv.DictReader(batch.decode("utf-8").splitlines())}
    assert outcomes >= {"passed", "failed", "error", "kernel died", "to be read"}


@pytest.mark.parametrize("more", [("--cold", "--sandbox", "on"), ("--sandbox", "off", "--jobs", "2")])
def test_cold_and_without_a_room_the_table_is_the_same(
    more: tuple[str, ...],
    batch: bytes,
    course: Any,  # noqa: ANN401 - conftest's
    learner: Any,  # noqa: ANN401 - conftest's
    tmp_path: Path,
) -> None:
    assert graded([class_of(ANSWERS, tmp_path / "in", learner)], tmp_path / "out", course, *more) == batch


def test_in_another_order_the_table_is_the_same(batch: bytes, course: Any, learner: Any, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's
    names = sorted(ANSWERS, reverse=True)
    inputs = [class_of([name], tmp_path / str(number), learner) for number, name in enumerate(names)]
    assert graded(inputs, tmp_path / "out", course, "--jobs", "3") == batch


def test_alone_each_has_the_same_rows(batch: bytes, course: Any, learner: Any, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's
    head, *together = batch.splitlines()
    alone = []
    for number, name in enumerate(ANSWERS):
        table = graded([class_of([name], tmp_path / str(number), learner)], tmp_path / f"out-{number}", course)
        assert table.splitlines()[0] == head
        alone += table.splitlines()[1:]
    assert sorted(alone) == sorted(together)


@pytest.mark.parametrize("sheet", sorted(MASTERS))
def test_every_sheet_gives_the_same_outcomes_and_outputs_warm_and_cold(sheet: str) -> None:
    master = MASTERS[sheet]
    data = next((ROOT / "solutions").glob(f"{sheet}-*.ipynb")).read_bytes()
    settings = Settings(
        course=course_files(ROOT / "solutions"), sandbox=True, warm=True, layout=Layout.of(find_course(ROOT))
    )
    warm = timeless(grade_submission(data, master, settings))
    assert timeless(grade_submission(data, master, replace(settings, warm=False))) == warm
    assert {item.outcome for item in warm.items} <= {Outcome.PASSED, Outcome.TO_READ}
    assert any(item.shown for item in warm.items)


def timeless(result: Result) -> Result:
    return replace(result, seconds={})


# How far a kernel comes that ends by itself is chance; what its learner gets is not.
LEAVERS = {
    "exits": {
        "t7-1": "counts = [12, 15]\nexit()",
        "t7-2": "def double(number):\n    print(number)\n    return 2 * number",
    },
    "leaves later": {"t7-1": "import os, threading\ncounts = [12, 15]\nthreading.Timer(0.4, os._exit, [0]).start()"},
    "crashes later": {
        "t7-1": "import ctypes, threading\ncounts = [12, 15]\nthreading.Timer(0.4, ctypes.string_at, [0]).start()"
    },
}
RUNS = [
    *[("--jobs", "2")] * 4,
    *[("--jobs", "1")] * 2,
    ("--cold", "--jobs", "2"),
    ("--sandbox", "off", "--jobs", "2"),
]


def test_ten_runs_give_ten_equal_tables(course: Any, learner: Any, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's
    for name, answers in LEAVERS.items():
        path = tmp_path / "in" / name / SHEET
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(learner(answers)), encoding="utf-8")
    tables = [
        graded([tmp_path / "in"], tmp_path / f"out-{number}", course, *words) for number, words in enumerate(RUNS)
    ]
    with own_scheduler(tmp_path) as (_, address), workers(address, tmp_path / "workers"):
        words = ("--cluster", address)
        tables += [graded([tmp_path / "in"], tmp_path / f"far-{number}", course, *words) for number in range(2)]
    assert len(tables) == 10
    assert set(tables) == {tables[0]}
    outcomes = {row["outcome"] for row in csv.DictReader(tables[0].decode("utf-8-sig").splitlines())}
    assert outcomes == {"passed", "to be read"}
