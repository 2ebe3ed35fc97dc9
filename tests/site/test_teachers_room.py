"""The page for teachers leads to the teacher's room where there is one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bs4 import BeautifulSoup

from coursekit.course import find_course
from coursekit.site.lessons import Writer
from coursekit.site.material import Material, material
from coursekit.site.shelf import Shelf
from coursekit.site.texts import pages
from coursekit.teaching.making import make_lessons

ROOT = Path(__file__).resolve().parents[2]


def teachers_page(made: Material, shelf: Shelf) -> BeautifulSoup:
    writer = Writer(made.settings, made.addresses(), shelf, made.bank)
    page = next(page for page in pages(made, writer) if page.path == "teachers.html")
    return BeautifulSoup(str(page.content["text"]), "html.parser")


def test_what_teach_has_made_is_linked_and_part_of_the_site(tmp_path: Path) -> None:
    made, shelf = material(find_course(ROOT)), Shelf()
    make_lessons(made.course, ["3"], tmp_path / "teaching", pdf=False)
    for name in ("data", "CHANGELOG.md"):
        (tmp_path / name).symlink_to(ROOT / name)
    elsewhere = replace(made, course=replace(made.course, folder=tmp_path))
    links = {
        str(link["href"]): link.text for link in teachers_page(elsewhere, shelf).select("#the-teachers-room ~ ul a")
    }
    assert list(links.values()) == ["Guide", "Slides", "Worksheet", "Key"]
    for path in links:
        assert shelf.files[path] == (tmp_path / path).read_bytes()


def test_without_a_room_the_page_promises_none(tmp_path: Path) -> None:
    made, shelf = material(find_course(ROOT)), Shelf()
    for name in ("data", "CHANGELOG.md"):
        (tmp_path / name).symlink_to(ROOT / name)
    elsewhere = replace(made, course=replace(made.course, folder=tmp_path))
    assert not teachers_page(elsewhere, shelf).select("#the-teachers-room")
    assert not [path for path in shelf.files if path.startswith("teaching/")]
