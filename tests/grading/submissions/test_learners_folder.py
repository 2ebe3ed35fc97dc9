"""Which folder is the learner: read from all paths together, and from the file's name where nothing else says it."""

from __future__ import annotations

import pytest

from coursekit.grading.submissions.layout import layout_reader

OWN = ("exercises", "data")


def learners(*paths: str, sheets: dict[str, str] | None = None) -> list[str | None]:
    """Return the learner of each path; ``sheets`` says of notebooks which sheet their content is."""
    parts = [tuple(path.split("/")) for path in paths]
    read = layout_reader(parts, {tuple(path.split("/")): sheet for path, sheet in (sheets or {}).items()}, OWN)
    return [origin.name if (origin := read(part)) else None for part in parts]


@pytest.mark.parametrize(
    "paths",
    [
        ("anna/01-x.ipynb", "bo/01-x.ipynb"),
        ("sheet 1/anna/01-x.ipynb", "sheet 1/bo/01-x.ipynb"),
        ("anna/sheet 1/01-x.ipynb", "bo/sheet 1/01-x.ipynb"),
        ("anna/v2/01-x.ipynb", "bo/final/01-x.ipynb"),
        ("10b/anna/01-x.ipynb", "10c/bo/01-x.ipynb"),
        ("anna.zip/exercises/01-x.ipynb", "bo.zip/exercises/01-x.ipynb"),
        ("anna_01-x.ipynb", "bo 01-x.ipynb"),
    ],
)
def test_the_learner_is_found_at_every_depth(paths: tuple[str, ...]) -> None:
    assert learners(*paths) == ["anna", "bo"]


def test_the_class_above_a_learner_is_kept() -> None:
    paths = [("10b", "anna", "01-x.ipynb"), ("10c", "bo", "01-x.ipynb")]
    origins = [layout_reader(paths, {}, OWN)(path) for path in paths]
    assert [(origin.user, origin.assignment) for origin in origins if origin] == [
        ("10b", "10b"),
        ("10c", "10c"),
    ]


def test_classes_are_the_learners_where_there_is_nobody_else() -> None:
    assert learners("group 1/01-x.ipynb", "group 2/01-x.ipynb") == ["group 1", "group 2"]


def test_of_two_levels_the_one_counts_on_which_no_name_has_two_files_of_a_sheet() -> None:
    paths = ["red/anna/01-x.ipynb", "red/bo/01-x.ipynb", "blue/cem/01-x.ipynb"]
    assert learners(*paths, sheets=dict.fromkeys(paths, "01")) == ["anna", "bo", "cem"]


def test_a_file_named_for_its_learner_is_a_guess() -> None:
    path = ("sheet 1", "anna nowak.ipynb")
    origin = layout_reader([path], {path: "01"}, OWN)(path)
    assert origin is not None
    assert (origin.name, origin.assignment) == ("anna nowak", "sheet 1")
    assert origin.guess


@pytest.mark.parametrize("path", ["01-x.ipynb", "notes.txt"])
def test_a_path_that_names_nobody_has_no_learner(path: str) -> None:
    assert learners(path) == [None]
