"""A class of six over three weeks, as Moodle and Canvas hand it out: two of one name, copies, late work."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

import pytest
from tests.grading.answered import ROOT, WRITTEN, answered, at, file_name, name_of, untouched

from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.lms.imports import title_of
from thirteenth.cli import main

if TYPE_CHECKING:
    from pathlib import Path

MASTERS = load_masters(ROOT / "solutions")
# Each person's number in Moodle's two assignments and in Canvas.
NUMBERS = {
    "anna": ("Anna Nowak", "nowakanna", "11", "21", "201"),
    "jan": ("Jan Novák", "novákjan", "12", "22", "202"),
    "other jan": ("Jan Novák", "novákjan", "13", "23", "203"),
    "eve": ("Eve Kim", "kimeve", "14", "24", "204"),
    "omar": ("Omar Haddad", "haddadomar", "15", "25", "205"),
    "li": ("Li Wei", "weili", "16", "26", "206"),
}
# What was wrong with the hidden check: it called the function by a name that only the author's function has.
FAIR = "sums_without([]), index"
UNFAIR = "sums_without(items=[]), index"
OWN_NAME = "def sums_without(gone):\n    return matrix.drop(gone).sum()"


def with_answer(sheet: str, **answers: str) -> bytes:
    """Return a sheet answered right but for these tasks, whose names have ``_`` for ``-``."""
    notebook = answered(sheet)
    for task, source in answers.items():
        name = task.replace("_", "-")
        names = {name_of(cell) for cell in notebook["cells"]}
        own = f"{name}-answer" if f"{name}-answer" in names else name
        notebook["cells"][at(notebook, own)]["source"] = source
    return json.dumps(notebook).encode()


def blank(sheet: str) -> bytes:
    """Return a sheet as it is handed out."""
    return json.dumps(untouched(sheet)).encode()


@dataclass(frozen=True)
class Hand:
    """One file that somebody handed in.

    Attributes:
        who: a key of ``NUMBERS``.
        sheet: its sheet.
        content: the notebook.
        copy: what the browser put behind the file's name.
        late: whether it came after the date.
    """

    who: str
    sheet: str
    content: bytes
    copy: str = ""
    late: bool = False


def zipped(folder: Path, platform: str, week: int, hands: list[Hand]) -> list[Path]:
    """Write the archives that a platform hands out, one an assignment."""
    paths = []
    for sheet in sorted({hand.sheet for hand in hands}):
        paths.append(folder / f"week{week}-{sheet}.zip")
        with zipfile.ZipFile(paths[-1], "w", zipfile.ZIP_DEFLATED) as archive:
            for count, hand in enumerate(hands):
                if hand.sheet == sheet:
                    # Canvas numbers files in the order of their coming.
                    archive.writestr(_member(platform, hand, 100 * week + count), hand.content)
    return paths


def _member(platform: str, hand: Hand, count: int) -> str:
    name, letters, first, sixth, user = NUMBERS[hand.who]
    stem = file_name(hand.sheet).removesuffix(".ipynb")
    if platform == "moodle":
        return f"{name}_{first if hand.sheet == '01' else sixth}_assignsubmission_file/{stem}{hand.copy}.ipynb"
    late = "LATE_" if hand.late else ""
    return f"{letters}_{late}{user}_{count}_{stem}{hand.copy}.ipynb"


class Instructor:
    """Grades with the real command, and reads what it wrote."""

    def __init__(self, folder: Path, platform: str) -> None:
        self.folder, self.platform, self.out = folder, platform, folder / "grades"
        self.masters = folder / "course" / "solutions"
        for name in ("data", "exercises"):
            shutil.copytree(ROOT / name, folder / "course" / name)
        self.masters.mkdir()
        for sheet in ("01", "06"):
            shutil.copy(ROOT / "solutions" / file_name(sheet), self.masters)
        shutil.copy(ROOT / "course.toml", folder / "course")

    def hidden_check(self, before: str, after: str) -> None:
        """Change a hidden check of sheet 6."""
        path = self.masters / file_name("06")
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    def run(self, command: str, *words: str | Path) -> int:
        """Run a command on this class's gradebook."""
        where = ["--csv", "comma"] if command in {"grade", "regrade"} else []
        return main([command, *map(str, words), *where, "--out", str(self.out), "--master", str(self.masters)])

    def table(self, name: str) -> list[dict[str, str]]:
        """Read a table that was written."""
        return list(csv.DictReader(io.StringIO((self.out / name).read_text(encoding="utf-8-sig"), newline="")))

    def grades(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return points and status by learner and sheet."""
        return {(row["learner"], row["sheet"]): (row["points"], row["status"]) for row in self.table("grades.csv")}

    def item(self, learner: str, task: str) -> dict[str, str]:
        """Return the row of a task in items.csv."""
        return next(row for row in self.table("items.csv") if (row["learner"], row["grade_id"]) == (learner, task))

    def marks(self, line: str) -> Path:
        """Write a table of marks of one line."""
        path = self.folder / "marks.csv"
        path.write_text(f"learner,sheet,grade_id,points,comment\n{line}\n", encoding="utf-8")
        return path

    def page(self, *parts: str) -> str:
        """Return what a page says, without its tags."""
        text = (self.out.joinpath(*parts)).read_text(encoding="utf-8")
        return " ".join(unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)).split())

    def read(self, marks: dict[str, tuple[str, str]]) -> Path:
        """Fill in to_read.csv as a German spreadsheet saves it."""
        rows = self.table("to_read.csv")
        for row in rows:
            if row["learner"] in marks:
                row["points"], row["comment"] = marks[row["learner"]]
        path = self.folder / "gelesen.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=";", lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(rows)
        return path


def week_one() -> list[Hand]:
    """Sheet 1: a wrong answer, a copy of one's own file, an untouched copy beside work, one who only sent the blank."""
    return [
        Hand("anna", "01", with_answer("01")),
        Hand("jan", "01", with_answer("01", t1_1="size = 0")),
        Hand("other jan", "01", with_answer("01")),
        Hand("eve", "01", with_answer("01", t1_2="busiest = 1")),
        Hand("eve", "01", with_answer("01", t1_2="busiest = 1"), " (1)"),
        Hand("omar", "01", blank("01")),
        Hand("li", "01", with_answer("01")),
        Hand("li", "01", blank("01"), " (1)"),
    ]


def week_two() -> list[Hand]:
    """Sheet 6, and sheet 1 that comes late."""
    return [
        Hand("omar", "01", with_answer("01", t1_1="size = 0"), late=True),
        Hand("anna", "06", with_answer("06", t6_2=OWN_NAME)),
        Hand("jan", "06", with_answer("06")),
        Hand("eve", "06", with_answer("06", t6_4="days = 1")),
        Hand("omar", "06", with_answer("06", t6_6=WRITTEN + " And of 1954.")),
        Hand("li", "06", with_answer("06", t6_6="")),
    ]


def week_three() -> list[Hand]:
    """Sheet 6 late, and one's text written anew."""
    return [
        Hand("anna", "06", with_answer("06", t6_2=OWN_NAME, t6_6="A better text, which nobody has read."), late=True),
        Hand("other jan", "06", with_answer("06", t6_3="by_lane = 0"), late=True),
    ]


def roster(folder: Path, platform: str) -> Path:
    """Write what the platform exports of the class: Canvas' gradebook, or Moodle's worksheet of sheet 6."""
    canvas = [
        "Student,ID",
        *(f'"{", ".join(reversed(name.split()))}",{user}' for name, _, _, _, user in NUMBERS.values()),
    ]
    moodle = ["Identifier,Full name", *(f"Participant {sixth},{name}" for name, _, _, sixth, _ in NUMBERS.values())]
    path = folder / "roster.csv"
    path.write_text("\n".join(canvas if platform == "canvas" else moodle) + "\n", encoding="utf-8")
    return path


def on_roster(who: str) -> str:
    """Return the name that Canvas' export gives."""
    name, _, _, _, user = NUMBERS[who]
    turned = ", ".join(reversed(name.split()))
    return f"{turned} ({user})" if "jan" in who else turned


def shown(platform: str, who: str, sheet: str = "01") -> str:
    """Return the name in the tables, before a roster is given."""
    name, letters, first, sixth, user = NUMBERS[who]
    own = name if platform == "moodle" else letters
    number = user if platform == "canvas" else first if sheet == "01" else sixth
    return f"{own} ({number})" if "jan" in who else own


@pytest.mark.whole
@pytest.mark.xdist_group("grading")
@pytest.mark.parametrize("platform", ["moodle", "canvas"])
def test_three_weeks_tell_the_truth_about_each_learner(
    platform: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def who(key: str, sheet: str = "01") -> str:
        return shown(platform, key, sheet)

    teacher = Instructor(tmp_path, platform)
    teacher.hidden_check(FAIR, UNFAIR)
    assert teacher.run("grade", *zipped(tmp_path, platform, 1, week_one())) == 0
    first = {"anna": "11", "jan": "10", "other jan": "11", "eve": "10", "omar": "0", "li": "11"}
    assert teacher.grades() == {(who(key), "01"): (points, "graded") for key, points in first.items()}
    (blank_row,) = [row for row in teacher.table("collected.csv") if row["learner"] == who("omar")]
    assert "untouched sheet" in blank_row["why"]
    assert [row["counts"] for row in teacher.table("collected.csv")].count("no") == 2

    second = zipped(tmp_path, platform, 2, week_two())
    assert teacher.run("grade", *second) == 0
    assert teacher.grades()[who("omar"), "01"] == ("10", "graded")
    assert teacher.item(who("anna"), "t6-2")["hint"].endswith("your code raises TypeError.")
    teacher.hidden_check(UNFAIR, FAIR)
    assert teacher.run("regrade") == 0
    assert "5 results of an earlier version of a sheet: graded again." in capsys.readouterr().err
    assert teacher.item(who("anna"), "t6-2")["points"] == "3"

    texts = ("anna", "jan", "eve", "omar")
    read = teacher.read({who(key, "06"): ("2,5", "Gut; mehr Daten") for key in texts})
    assert teacher.run("regrade", "--scores", read) == 0
    assert teacher.grades()[who("anna"), "06"] == ("14.5", "graded")
    assert teacher.grades()[who("li"), "06"] == ("12", "graded")
    assert "Gut; mehr Daten" in teacher.page("feedback", who("jan", "06"), "06.html")
    assert teacher.run("regrade", "--scores", teacher.marks(f"{who('eve')},1,t1-2,1,Right on paper.")) == 0
    assert teacher.grades()[who("eve"), "01"] == ("11", "graded")
    assert "Right on paper." in teacher.page("feedback", who("eve"), "01.html")
    assert teacher.run("regrade", "--scores", teacher.marks(f"{who('eve')},1,t1-2,undo,")) == 0
    assert teacher.grades()[who("eve"), "01"] == ("10", "graded")
    assert "Right on paper." not in teacher.page("feedback", who("eve"), "01.html")

    capsys.readouterr()
    third = zipped(tmp_path, platform, 3, week_three())
    assert teacher.run("grade", *third, "--roster", roster(tmp_path, platform)) == 0
    assert "missing:" not in capsys.readouterr().err
    assert [row for row in teacher.table("collected.csv") if not row["file"]] == []
    (canvas_ends if platform == "canvas" else moodle_ends)(teacher)
    omar, li = (on_roster(key) if platform == "canvas" else who(key) for key in ("omar", "li"))
    assert teacher.run("rename", li, "Wei Li") == 0
    assert teacher.run("forget", omar) == 0
    assert {"Wei Li"} == {name for name, _ in teacher.grades() if name in {"Wei Li", li, omar}}
    assert omar not in teacher.page("class.html")


def notes(teacher: Instructor) -> dict[tuple[str, str], str]:
    """Return the notes in grades.csv."""
    return {(row["learner"], row["sheet"]): row["note"] for row in teacher.table("grades.csv") if row["note"]}


def canvas_ends(teacher: Instructor) -> None:
    """Look at the third week on Canvas: names of the roster, the newest file, what came late."""
    anna, other = on_roster("anna"), on_roster("other jan")
    assert {name for name, _ in teacher.grades()} == {on_roster(key) for key in NUMBERS}
    assert not list((teacher.out / "feedback").glob("nowakanna*"))
    assert teacher.grades()[anna, "06"] == ("12", "waiting for reading")
    assert teacher.grades()[other, "06"] == ("10", "waiting for reading")
    (again,) = [row for row in teacher.table("to_read.csv") if row["learner"] == anna]
    assert again["earlier"] == "2.5 points; Gut; mehr Daten"
    assert notes(teacher) == {
        (on_roster("omar"), "01"): "handed in late",
        (anna, "06"): "handed in late",
        (other, "06"): "handed in late",
    }
    assert f"{anna} 11 of 11 12 of 16 (waits; handed in late)" in teacher.page("class.html")
    assert {row["why"] for row in teacher.table("collected.csv")} == {"handed in late"}
    # The zip of week two once more: the newer file in the gradebook counts, and the table says so.
    assert teacher.run("grade", teacher.folder / "week2-06.zip") == 0
    counts = {row["learner"]: (row["counts"], row["why"]) for row in teacher.table("collected.csv")}
    assert counts[anna][0] == "no"
    assert counts[anna][1].endswith("in the gradebook is newer, by the platform's numbers.")
    assert counts[on_roster("eve")] == ("yes", "")
    assert teacher.grades()[anna, "06"] == ("12", "waiting for reading")
    rows = teacher.table("canvas.csv")
    assert {row["ID"] for row in rows if row["ID"]} == {user for *_, user in NUMBERS.values()}


def moodle_ends(teacher: Instructor) -> None:
    """Look at the third week on Moodle: no order of files, and two of one name who are said not to be told apart."""
    # Moodle's files have no order: of two hand-ins the better one counts, and the other text is asked to be read.
    assert teacher.grades()["Anna Nowak", "06"] == ("14.5", "graded")
    (again,) = [row for row in teacher.table("to_read.csv") if row["learner"] == "Anna Nowak"]
    assert again["answer"] == "A better text, which nobody has read."
    assert notes(teacher)["Anna Nowak", "06"] == "another text of t6-6 waits to be read"
    assert "14.5 of 16 (another text of t6-6 waits to be read)" in teacher.page("class.html")
    assert teacher.run("regrade", "--scores", teacher.read({"Anna Nowak": ("3", "Better.")})) == 0
    assert teacher.grades()["Anna Nowak", "06"] == ("15", "graded")
    assert [row for row in teacher.table("to_read.csv") if row["learner"] == "Anna Nowak"] == []

    jans = {f"Jan Novák ({number})" for number in ("12", "13", "22", "23")}
    assert {name for name, _ in teacher.grades() if "Jan" in name} == jans
    assert "missing" not in {status for (name, _), (_, status) in teacher.grades().items() if name in jans}
    why = "cannot be told who: two of this name"
    assert all(notes(teacher)[one].startswith(why) for one in (("Jan Novák (12)", "06"), ("Jan Novák (22)", "01")))
    (row,) = teacher.table("collected.csv")[-1:]
    assert (row["learner"], row["counts"], row["why"].startswith(why)) == ("Jan Novák (23)", "yes", True)
    page = teacher.page("class.html")
    assert "Jan Novák (12), Jan Novák (13), Jan Novák (22), Jan Novák (23)" in page
    assert page.count("cannot be told who") >= 4
    marked = teacher.grades()["Jan Novák (22)", "06"]
    assert teacher.run("rename", "Jan Novák (22)", "Jan Novák (12)") == 1
    for old, new in (("22", "12"), ("23", "13")):
        assert teacher.run("rename", f"Jan Novák ({old})", f"Jan Novák ({new})", "--merge") == 0
    assert teacher.grades()["Jan Novák (12)", "06"] == marked
    assert teacher.grades()["Jan Novák (13)", "06"] == ("10", "waiting for reading")
    assert teacher.grades()["Jan Novák (12)", "01"] == ("10", "graded")
    assert "Gut; mehr Daten" in teacher.page("feedback", "Jan Novák (12)", "06.html")
    assert "cannot be told who:" not in teacher.page("class.html").partition("Please look")[0]
    # What was merged stays merged when the same archives come again.
    assert teacher.run("grade", teacher.folder / "week2-06.zip", teacher.folder / "week3-06.zip") == 0
    assert {name for name, _ in teacher.grades() if "Jan" in name} == {"Jan Novák (12)", "Jan Novák (13)"}
    assert {row["SIS Login ID"] for row in teacher.table("canvas.csv")} == {""}


def from_moodle() -> list[Hand]:
    """Sheet 1, which the class hands in on Moodle."""
    eve = with_answer("01", t1_2="busiest = 1")
    return [
        *(Hand(who, "01", with_answer("01")) for who in ("anna", "other jan")),
        Hand("jan", "01", with_answer("01", t1_1="size = 0")),
        Hand("eve", "01", eve),
    ]


def from_canvas() -> list[Hand]:
    """Sheet 6, which it hands in on Canvas; one of the two Jans has not yet."""
    return [Hand(who, "06", with_answer("06"), late=who == "eve") for who in ("anna", "jan", "eve")]


def exports(folder: Path) -> tuple[Path, Path]:
    """Write the gradebook that Canvas exports, and Moodle's German worksheet of sheet 6."""
    titles = ",".join(f"{title_of(MASTERS[sheet])} ({sheet})" for sheet in ("01", "06"))
    people = [NUMBERS[who] for who in ("anna", "jan", "other jan", "eve")]
    canvas = [f"Student,ID,SIS User ID,SIS Login ID,Section,{titles}", "    Points Possible,,,,,11,16"]
    canvas += [f'"{", ".join(reversed(name.split()))}",{user},,,A,,' for name, _, _, _, user in people]
    moodle = ["ID;Vollständiger Name;Bewertung;Bestwertung;Feedback als Kommentar"]
    moodle += [f"Teilnehmer/in{number};{name};;16,00;" for name, _, _, number, _ in people]
    paths = folder / "canvas-export.csv", folder / "Bewertungen.csv"
    for path, lines in zip(paths, (canvas, moodle), strict=True):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return paths


@pytest.mark.whole
@pytest.mark.xdist_group("grading")
def test_a_class_of_moodle_and_canvas_in_one_gradebook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    teacher = Instructor(tmp_path, "moodle")
    assert teacher.run("grade", *zipped(tmp_path, "moodle", 1, from_moodle())) == 0
    assert teacher.run("grade", *zipped(tmp_path, "canvas", 2, from_canvas())) == 0
    # Names alone say that Anna Nowak may be nowakanna: nobody is called missing.
    assert "4 rows may be 2 people, such as Anna Nowak and nowakanna: platforms write names" in capsys.readouterr().err
    assert {status for _, status in teacher.grades().values()} == {
        "graded",
        "waiting for reading",
        "cannot be told who",
    }
    assert teacher.grades()["Eve Kim", "06"] == teacher.grades()["kimeve", "01"] == ("", "cannot be told who")
    assert notes(teacher)["kimeve", "06"] == "handed in late"
    page = teacher.page("class.html")
    assert "4 learners, 7 submissions" in page
    assert "not handed in" not in page
    assert "Anna Nowak, nowakanna" in page
    assert "Jan Novák (12), Jan Novák (13), novákjan" in page

    # A roster settles all but the two Jans; what was read stays with its text.
    read = dict.fromkeys(("nowakanna", "kimeve", "novákjan"), ("2,5", "Gut; mehr Daten"))
    assert teacher.run("regrade", "--scores", teacher.read(read)) == 0
    late = [Hand("anna", "06", with_answer("06", t6_6="A better text, which nobody has read."))]
    third = zipped(tmp_path, "moodle", 3, late)
    assert teacher.run("grade", *third, "--roster", roster(tmp_path, "canvas")) == 0
    anna, jan, eve = on_roster("anna"), on_roster("jan"), on_roster("eve")
    assert teacher.grades()[anna, "06"] == teacher.grades()[jan, "06"] == ("14.5", "graded")
    assert teacher.grades()[eve, "01"] == ("10", "graded")
    assert teacher.grades()[jan, "01"] == teacher.grades()["Jan Novák (13)", "06"] == ("", "cannot be told who")
    assert notes(teacher)[anna, "06"] == "another text of t6-6 waits to be read"
    assert (
        "(in the gradebook) is graded too"
        in {row["learner"]: row["why"] for row in teacher.table("collected.csv")}[anna]
    )
    assert not list((teacher.out / "feedback").glob("nowakanna*"))

    # Each platform's export finds its people by its own numbers, or by a name that only one has.
    canvas, worksheet = exports(tmp_path)
    assert teacher.run("regrade", "--fill", canvas, "--fill", worksheet) == 0
    filled = (teacher.out / "filled-canvas-export.csv").read_text(encoding="utf-8")
    assert '"Nowak, Anna",201,,,A,11,14.5\n"Novák, Jan",202,,,A,,14.5\n"Novák, Jan",203,,,A,,\n' in filled
    filled = (teacher.out / "filled-Bewertungen.csv").read_text(encoding="utf-8")
    assert "Teilnehmer/in21;Anna Nowak;14,50;16,00;" in filled
    assert "Teilnehmer/in22;Jan Novák;;16,00;\nTeilnehmer/in23;Jan Novák;;16,00;\n" in filled
    assert "Teilnehmer/in24;Eve Kim;14,50;16,00;" in filled
    assert {row["Student"]: row["ID"] for row in teacher.table("canvas.csv")}[anna] == "201"
