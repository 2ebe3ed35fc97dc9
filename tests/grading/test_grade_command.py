"""``thirteenth grade`` and ``thirteenth merge`` as an instructor uses them: real files in, real files out."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from tests.grading.answered import ROOT, answered, at, file_name

from coursekit.checks.master_keys import key_of, key_text
from thirteenth.cli import main

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("grading")
SHEET = "07-small.ipynb"
COMMAND = [sys.executable, "-m", "thirteenth.cli", "grade"]
NAMES = [
    *("Anna Nowak", "Łódź", "Кириллица", "中文", "O'Brien", 'the "quick"', "=cmd|' C calc'!A0", "+1", "@sum", "-3"),
    *("x" * 200, "anna nowak", "CON", "dot.", "semi;colon", "tab\tbed", "line\nbreak", "<b>bold", "100 %", "a & b"),
]

Rows = list[dict[str, str]]
Grade = Callable[..., int]
Learner = Callable[..., dict[str, Any]]


@pytest.fixture
def grade(course: Any, tmp_path: Path) -> Grade:  # noqa: ANN401 - conftest's class
    """Run the command on ``tmp_path / "in"``, or on what is given."""

    def run(*words: str, source: Path | None = None) -> int:
        where = ["--out", str(tmp_path / "out"), "--master", str(course.solutions), "--cell-timeout", "60"]
        return main(["grade", str(source or tmp_path / "in"), *where, *words])

    return run


def table(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def hand_in(folder: Path, learner: str, notebook: dict[str, Any] | bytes) -> Path:
    path = folder / learner / SHEET
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode())
    return path


def count(out: Path, query: str) -> int:
    with closing(sqlite3.connect(out / "gradebook.sqlite")) as gradebook:
        number: int = gradebook.execute(query).fetchone()[0]
        return number


def test_a_class_with_every_kind_of_name_keeps_its_names(
    grade: Grade, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name in NAMES:
            archive.writestr(f"{name}/{SHEET}", "")
    assert grade(source=tmp_path / "class.zip") == 0
    assert "\r" not in capsys.readouterr().err
    rows = table(tmp_path / "out" / "grades.csv")
    assert {row["status"] for row in rows} == {"unreadable"}
    stored = {re.sub(r"\s", " ", name) for name in NAMES}
    assert {row["learner"].removeprefix("'") for row in rows} >= stored - {"x" * 200}
    for name in ("grades.csv", "items.csv", "moodle.csv", "canvas.csv"):
        cells = [cell for row in csv.reader(io.StringIO((tmp_path / "out" / name).read_text("utf-8"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "|")) or re.match(r"-\d", cell)]
    pages = list((tmp_path / "out" / "feedback").glob("*/07.html"))
    assert len(pages) == len(NAMES)
    folders = [page.parent.name for page in pages]
    assert len({folder.casefold() for folder in folders}) == len(folders)
    assert not [folder for folder in folders if re.search(r'[<>:"/\\|?*\x00-\x1f]|[. ]$', folder) or folder == "CON"]


def test_flat_files_and_all_reports(grade: Grade, learner: Learner, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"Ada Lovelace_{SHEET}").write_text(json.dumps(learner()), encoding="utf-8")
    (tmp_path / "in" / f"Bob_{SHEET}").write_text(json.dumps(learner({"t7-1": "counts = [12, 14]"})), encoding="utf-8")
    (tmp_path / "in" / "notes.ipynb").write_text("{}", encoding="utf-8")
    assert grade("--jobs", "2") == 0
    rows = table(tmp_path / "out" / "grades.csv")
    assert list(rows[0]) == ["learner", "sheet", "points", "max_points", "status", "note"]
    assert [tuple(row.values()) for row in rows] == [
        ("Ada Lovelace", "07", "8", "12", "waiting for reading", ""),
        ("Bob", "07", "6", "12", "waiting for reading", ""),
    ]
    items = table(tmp_path / "out" / "items.csv")
    assert list(items[0]) == ["learner", "sheet", "grade_id", "points", "max_points", "outcome", "hint"]
    assert items[5]["hint"] == "Count the last day too."
    assert table(tmp_path / "out" / "canvas.csv")[0]["Student"].strip() == "Points Possible"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        *(
            "canvas.csv",
            "class.html",
            "collected.csv",
            "feedback",
            "gradebook.sqlite",
            "grades.csv",
            "items.csv",
            "moodle.csv",
            "to_read.csv",
        ),
    ]


def test_read_marks_complete_the_grade(
    grade: Grade, learner: Learner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path / "in", "Ada", learner())
    assert grade() == 0
    marks = table(tmp_path / "out" / "to_read.csv")
    assert "A dated plan of attack" in marks[0]["answer"]
    file = tmp_path / "marks.csv"
    file.write_text(
        "learner,sheet,grade_id,points,comment\nAda,07,t7-4,9,\nEve,07,t7-4,1,\nAda,07,t7-1,1,\n", encoding="utf-8"
    )
    assert grade("--scores", str(file)) == 1
    said = capsys.readouterr().err
    assert "line 2: points '9' should be a number from 0 to 4" in said
    assert "line 3: no submission of 'Eve'" in said
    assert "line 4: t7-1 is marked by its check" in said
    file.write_text("learner;sheet;grade_id;points;comment\nAda;7;t7-4;3,5;Good sources.\n", encoding="utf-8-sig")
    assert grade("--scores", str(file)) == 0
    assert table(tmp_path / "out" / "grades.csv")[0] == {
        "learner": "Ada",
        "sheet": "07",
        "points": "11.5",
        "max_points": "12",
        "status": "graded",
        "note": "",
    }
    assert "Good sources." in (tmp_path / "out" / "feedback" / "Ada" / "07.html").read_text(encoding="utf-8")


def test_only_what_is_new_is_graded_again(
    grade: Grade, learner: Learner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = hand_in(tmp_path / "in", "Ada", learner())
    hand_in(tmp_path / "in", "Bob", b"")
    assert grade() == 0
    assert "2 submissions graded." in capsys.readouterr().err
    assert grade() == 0
    assert "0 submissions graded, 2 had been graded before" in capsys.readouterr().err
    path.write_text(json.dumps(learner({"t7-3": "total = 1"})), encoding="utf-8")
    assert grade() == 0
    assert "1 submissions graded, 1 had been graded before" in capsys.readouterr().err
    assert table(tmp_path / "out" / "grades.csv")[0]["points"] == "7"


MOODLE = "Ada Lovelace_412_assignsubmission_file_/07-small.ipynb"
CANVAS = "lovelaceada_LATE_77_1234_07-small-1.ipynb"


@pytest.mark.parametrize(
    ("member", "report", "row"),
    [
        (MOODLE, "moodle.csv", {"Identifier": "Participant 412", "Full name": "Ada Lovelace"}),
        (CANVAS, "canvas.csv", {"Student": "lovelaceada", "ID": "77"}),
    ],
)
def test_the_zip_of_a_platform_comes_back_as_its_import(
    grade: Grade, tmp_path: Path, member: str, report: str, row: dict[str, str]
) -> None:
    with zipfile.ZipFile(tmp_path / "handed.zip", "w") as archive:
        archive.writestr(member, "")
        archive.writestr("__MACOSX/._x", "")
    assert grade(source=tmp_path / "handed.zip") == 0
    assert table(tmp_path / "out" / report)[-1].items() >= row.items()


def test_an_unsafe_zip_touches_nothing_outside(grade: Grade, learner: Learner, tmp_path: Path) -> None:
    right = json.dumps(learner())
    link = zipfile.ZipInfo(f"linker/{SHEET}")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"../outside/{SHEET}", right)
        archive.writestr(f"/absolute/{SHEET}", right)
        archive.writestr(link, "/etc/passwd")
        archive.writestr(f"bomb/{SHEET}", b" " * 300_000_000)
    before = sorted(tmp_path.rglob("*"))
    assert grade(source=tmp_path / "in.zip") == 0
    statuses = {row["learner"]: row["status"] for row in table(tmp_path / "out" / "grades.csv")}
    assert statuses == dict.fromkeys(("outside", "absolute", "linker", "bomb"), "unreadable")
    assert [path for path in sorted(tmp_path.rglob("*")) if tmp_path / "out" not in {path, *path.parents}] == before


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda cell: cell.update(outputs=[]), "(t7-1) is a check cell whose stored output holds no text"),
        (lambda cell: cell.update(execution_count=None), "(t7-1) is a check cell that was not executed"),
        (
            lambda cell: cell["outputs"].append({"output_type": "error", "ename": "E", "evalue": "", "traceback": []}),
            "(t7-1) raised an error when the master was executed",
        ),
        (lambda cell: cell.update(source=["check('t7-1', [1])"]), "07-small.ipynb does not pass its own checks here"),
    ],
)
def test_a_master_that_cannot_judge_is_refused_by_its_cell(
    course: Any,  # noqa: ANN401 - conftest's class
    learner: Learner,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    edit: Callable[[dict[str, Any]], None],
    words: str,
) -> None:
    shutil.copytree(course.path, tmp_path / "course")
    path = tmp_path / "course" / "solutions" / SHEET
    master = json.loads(path.read_text(encoding="utf-8"))
    edit(next(cell for cell in master["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == "t7-1"))
    path.write_text(json.dumps(master), encoding="utf-8")
    hand_in(tmp_path / "in", "Ada", learner())
    assert main(["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--master", str(path.parent)]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert "thirteenth execute" in said
    assert not (tmp_path / "out" / "grades.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--sheet", "09"], "no master of sheet 09"),
        (["--sheet", "x"], "'x' is no sheet number"),
        (["--jobs", "0"], "'0' is no whole number from 1 up"),
        (["--cell-timeout", "-1"], "'-1' is no number of seconds above 0"),
        (["--master", "nowhere"], "no master sheet (NN-….ipynb) in nowhere"),
    ],
)
def test_words_that_make_no_command_are_explained(
    grade: Grade, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    hand_in(tmp_path / "in", "Ada", b"")
    try:
        code = grade(*words)
    except SystemExit as error:
        code = int(error.code or 0)
    assert code in {1, 2}
    assert said in capsys.readouterr().err


def test_a_class_that_is_not_there_is_named(grade: Grade, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert grade(source=tmp_path / "nobody") == 1
    assert "nobody does not exist" in capsys.readouterr().err
    (tmp_path / "in").mkdir()
    assert grade() == 1
    assert "No submission was found" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_named(
    grade: Grade, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(tmp_path / "in", "Ada", b"")
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    assert grade() == 1
    assert "out cannot be made" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="a small disk is made with Linux namespaces")
def test_a_full_disk_loses_nothing_that_was_graded(course: Any, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's class
    for number in range(40):
        hand_in(tmp_path / "in", f"learner {number:02d} {'x' * 60}", b"")
    (tmp_path / "disk").mkdir()
    words = " ".join([*COMMAND, "in", "--out", "disk", "--master", str(course.solutions)])
    script = (
        f"mount -t tmpfs -o size=90k none disk && {words}; echo code $?; cp disk/gradebook.sqlite kept.sqlite; "
        f"mount -o remount,size=20m disk && {words}; echo code $?; cp -r disk/. enough"
    )
    (tmp_path / "enough").mkdir()
    shell = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]
    done = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True, check=False)
    codes = re.findall(r"code (\d+)", done.stdout)
    assert codes == ["1", "0"], done.stdout + done.stderr
    assert "Is the disk full" in done.stderr or "cannot be written: No space left" in done.stderr
    assert len(table(tmp_path / "enough" / "grades.csv")) == 40


def test_two_runs_at_once_share_the_work(course: Any, learner: Learner, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's class
    for number in range(4):
        hand_in(tmp_path / "in", f"learner {number}", learner({"t7-3": f"total = {number}"}))
    command = [*COMMAND, "in", "--out", "out", "--master", str(course.solutions)]
    runs = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [run.communicate(timeout=120)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    graded = [int(found) for words in said for found in re.findall(r"(\d+) submissions graded", words)]
    assert sum(graded) == 4, said
    assert count(tmp_path / "out", "SELECT count(*) FROM submissions") == 4
    assert len(table(tmp_path / "out" / "grades.csv")) == 4


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal like Ctrl-C from another process")
def test_after_ctrl_c_the_next_run_goes_on(course: Any, learner: Learner, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's class
    hand_in(tmp_path / "in", "a quick one", b"")
    slow = hand_in(tmp_path / "in", "b slow one", learner({"t7-1": "import time\ntime.sleep(60)"}))
    # A job in the background of a shell ignores Ctrl-C, and so would what it starts, this test's command included.
    heed = "import signal, runpy; signal.signal(signal.SIGINT, signal.default_int_handler); "
    program = [sys.executable, "-c", heed + "runpy.run_module('thirteenth.cli', run_name='__main__')"]
    words = ["grade", "in", "--out", "out", "--master", str(course.solutions), "--cell-timeout", "90"]
    command = [*program, *words]
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    kept = tmp_path / "out" / "gradebook.sqlite"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (
        kept.exists()
        and count(tmp_path / "out", "SELECT count(*) FROM sqlite_master")
        and count(tmp_path / "out", "SELECT count(*) FROM submissions")
    ):
        time.sleep(0.2)
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 130, said
    assert "What was graded is kept" in said
    slow.write_bytes(b"")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "1 submissions graded, 1 had been graded before" in done.stderr
    assert len(table(tmp_path / "out" / "grades.csv")) == 2


def test_plain_nbval_on_the_merged_notebook_says_the_same(
    course: Any,  # noqa: ANN401 - conftest's class
    grade: Grade,
    learner: Learner,
    tmp_path: Path,
) -> None:
    answers = {"t7-1": "counts = [1]", "t7-2": "def double(number):\n    return 42", "t7-3": "1 / 0"}
    path = hand_in(tmp_path / "in", "Ada", learner(answers))
    assert grade() == 0
    items = {row["grade_id"]: row["outcome"] == "passed" for row in table(tmp_path / "out" / "items.csv")}
    folder = tmp_path / "by hand"
    (folder / "checks").mkdir(parents=True)
    master = json.loads((course.solutions / SHEET).read_text(encoding="utf-8"))
    (folder / "checks" / "07.json").write_text(key_text(key_of(master, "07")), encoding="utf-8")
    merged = folder / "merged.ipynb"
    assert main(["merge", str(path), "-o", str(merged), "--master", str(course.solutions)]) == 0
    report = folder / "report.xml"
    words = ["--nbval-lax", "--nbval-current-env", "-c", os.devnull, "-p", "no:cacheprovider", f"--junitxml={report}"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "THIRTEENTH"))}
    command = [sys.executable, "-m", "pytest", *words, merged.name]
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    passed = [not list(case) for case in ET.parse(report).iter("testcase")]  # noqa: S314 - pytest wrote it
    code = [cell for cell in json.loads(merged.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in code]
    by_hand = {name: outcome for name, outcome in zip(names, passed, strict=True) if name}
    assert by_hand == {name: outcome for name, outcome in items.items() if name != "t7-4"}
    assert by_hand == {"t7-1": False, "t7-2": False, "t7-3": False, "t7-5": True}


def test_merge_writes_a_notebook_that_runs_where_the_readme_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = file_name("01")
    wrong = answered("01")
    wrong["cells"][at(wrong, "t1-1-answer")]["source"] = "size = 0"
    course = tmp_path / "course"
    for name in ("data", "exercises"):
        shutil.copytree(ROOT / name, course / name)
    shutil.copy(ROOT / "course.toml", course)
    paths = {"right": answered("01"), "wrong": wrong}
    for name, content in paths.items():
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    words = ["--sheet", "01", "--master", str(ROOT / "solutions")]
    assert main(["merge", str(tmp_path / "right.ipynb"), "-o", str(tmp_path / "m.ipynb"), *words]) == 0
    assert "To look at. To run it, write it where its ../data is: -o " in capsys.readouterr().err
    assert sheet not in {path.name for path in tmp_path.iterdir()}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    for name, failures in {"right": 0, "wrong": 1}.items():
        merged = course / "exercises" / f"{name}-merged.ipynb"
        assert main(["merge", str(tmp_path / f"{name}.ipynb"), "-o", str(merged), *words]) == 0
        assert f"Run it with: pytest --nbval-lax {merged}" in capsys.readouterr().err
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval-lax", str(merged)]
        done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)
        assert done.stdout.count("FAILED ") == failures, done.stdout
        assert " passed" in done.stdout


def test_merge_explains_what_it_cannot_do(course: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: ANN401 - conftest's class
    words = ["-o", str(tmp_path / "merged.ipynb"), "--master", str(course.solutions)]
    assert main(["merge", str(tmp_path), *words]) == 1
    assert "is a folder. Name one notebook." in capsys.readouterr().err
    (tmp_path / SHEET).write_text("{", encoding="utf-8")
    assert main(["merge", str(tmp_path / SHEET), *words]) == 1
    assert "not valid JSON" in capsys.readouterr().err
