"""course.toml: what it may say, and what is said when it says something else."""

import re
from pathlib import Path

import pytest

from coursekit.course import CourseFileError, Folders, find_course, namespaced, own_metadata, read_course, variable

ROOT = Path(__file__).parents[1]


def written(folder: Path, text: str) -> Path:
    path = folder / "course.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_this_course_is_what_its_file_says() -> None:
    course = find_course(ROOT / "notebooks")
    assert (course.folder, course.name, course.command) == (ROOT, "thirteenth", "thirteenth")
    assert course.sheet_of("03-who-was-in.ipynb") == "03"
    assert course.sheet_of("notes.ipynb") is None
    for folder in (course.folders.lessons, course.folders.masters, course.folders.sheets, course.folders.data):
        assert (ROOT / folder).is_dir(), folder


def test_what_is_left_out_is_as_usual(tmp_path: Path) -> None:
    course = read_course(written(tmp_path, 'name = "tiny"\n[folders]\nsheets = "blaetter"\n'))
    assert course.folders == Folders(sheets="blaetter")
    assert (course.command, course.packages) == ("coursekit", ())


def test_the_nearest_course_counts(tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    written(tmp_path, 'name = "far"')
    written(tmp_path / "outer", 'name = "near"')
    assert find_course(inner).name == "near"


def test_a_change_of_the_file_is_seen(tmp_path: Path) -> None:
    path = written(tmp_path, 'name = "before"')
    assert read_course(path).name == "before"
    written(tmp_path, 'name = "afterwards"')
    assert read_course(path).name == "afterwards"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "cannot be read as TOML"),
        ("name = 3", "name = 3. Expected a text"),
        ('packages = "thirteenth"', "packages = 'thirteenth'. Expected a list of texts"),
        ('nmae = "x"', "nmae is no entry of a course. Known are: folders, name"),
        ('[folders]\nsheet = "x"', "folders.sheet = 'x'. Expected one of lessons, masters, sheets"),
        ('[folders]\ndata = "../data"', "with a path below the course"),
        ('[folders]\ndata = "/data"', "with a path below the course"),
        ("sheet_name = '(.ipynb'", "is no regular expression"),
        ("sheet_name = '.*'", "Expected a group (?P<sheet>…)"),
    ],
)
def test_a_faulty_file_is_refused_with_its_name(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(CourseFileError) as error:
        read_course(path)
    assert told in str(error.value)
    assert str(path) in str(error.value)


def test_the_engines_variable_comes_before_the_courses_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    course = read_course(written(tmp_path, 'name = "tiny"'))
    monkeypatch.delenv("COURSEKIT_DATA", raising=False)
    monkeypatch.setenv("TINY_DATA", "own")
    assert variable("DATA", course) == "own"
    monkeypatch.setenv("COURSEKIT_DATA", "engine")
    assert variable("DATA", course) == "engine"


def test_entries_of_our_own_are_known_under_any_courses_name() -> None:
    assert namespaced({"name": "x", "tiny:list": True}, "list") is True
    assert namespaced({"list": True}, "list") is None
    assert own_metadata({"nbgrader": {"grade": True}, "tiny": {"target": "bars"}}, "target") == {"target": "bars"}
    assert own_metadata({"tiny": "target"}, "target") == {}
    assert own_metadata(None, "target") == {}


def test_every_part_that_the_map_names_is_there() -> None:
    """CONTRIBUTING.md goes stale in silence, unless its paths are looked up."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    places = [ROOT, ROOT / "src", ROOT / "src" / "thirteenth", ROOT / "src" / "coursekit"]
    places.append(places[-1] / "grading")
    places += [place for place in places[-1].iterdir() if place.is_dir()]
    places += [ROOT / "src" / "coursekit" / part for part in ("checks", "quiz", "session", "authoring", "internals")]
    words = re.findall(r"[\w./-]+(?:\.(?:py|js|md|toml)|/)", text)
    named = {word.lstrip("/") for word in words if not re.search("NN|NAME", word)}
    missing = [word for word in named if not any((place / word.rstrip("/")).exists() for place in places)]
    assert not missing
