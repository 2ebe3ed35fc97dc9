"""Pages that are mostly text: home, lists of lessons and sheets, codebook, glossary, credits, changes, search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coursekit.site.markdown import as_html, headings
from coursekit.site.names import (
    ARGUMENT,
    CHANGES,
    CODEBOOK,
    CREDITS,
    DATA_FOLDER,
    GLOSSARY,
    HOME,
    LESSONS,
    LESSONS_FOLDER,
    MISSING,
    SEARCH,
    SHEETS,
    SHEETS_FOLDER,
    TEACHERS,
)
from coursekit.site.page import Page
from coursekit.site.teaching_files import teaching_files
from coursekit.words import gettext

if TYPE_CHECKING:
    from coursekit.site.lessons import Writer
    from coursekit.site.material import Material


# The files of the course that pages show, for the links in them.
SOURCES = {CHANGES: "CHANGELOG.md"}


def menu(made: Material) -> list[tuple[str, str, str]]:
    """Return the menu: for each entry its section, its words and its page.

    Args:
        made: what the pages are made of.
    """
    entries: list[tuple[str, str, str, list[Any]]] = []
    entries += [
        (LESSONS_FOLDER, gettext("Lessons"), LESSONS, made.lessons),
        (SHEETS_FOLDER, gettext("Sheets"), SHEETS, made.sheets),
    ]
    entries += [
        (DATA_FOLDER, gettext("Data"), CODEBOOK, made.tables),
        ("argument", gettext("Argument"), ARGUMENT, _has(made, "tree")),
    ]
    entries += [("glossary", gettext("Glossary"), GLOSSARY, _has(made, "glossary"))]
    entries += [
        ("teachers", gettext("Teachers"), TEACHERS, _has(made, "teachers")),
        ("search", gettext("Search"), SEARCH, [True]),
    ]
    return [(section, words, page) for section, words, page, exists in entries if exists]


def _has(made: Material, name: str) -> list[Any]:
    return [made.settings.get(name)] if made.settings.get(name) else []


def pages(made: Material, writer: Writer) -> list[Page]:
    """Return the pages that are mostly text.

    Args:
        made: what the pages are made of.
        writer: what writes Markdown.
    """
    settings = made.settings
    written = [_home(made, writer), _list(made, LESSONS_FOLDER, writer), _codebook(made, writer)]
    written += [_list(made, SHEETS_FOLDER, writer)] if made.sheets else []
    if settings.get("glossary"):
        written.append(_glossary(made))
    if settings.get("teachers"):
        written.append(_teachers(made, writer))
    written.append(_text(CREDITS, gettext("Credits and terms"), settings["credits"], writer))
    log = made.course.path("CHANGELOG.md")
    if log.is_file():
        markdown = log.read_text(encoding="utf-8").partition("\n")[2]
        written.append(_text(CHANGES, gettext("What has changed"), markdown, writer))
    written.append(
        Page(
            SEARCH, gettext("Search"), gettext("Search in {course}.", course=made.course.title), "search.html", "search"
        )
    )
    words = gettext("This page is not kept on this device, and there is no network now.")
    return [*written, Page(MISSING, gettext("Not here"), words, "missing.html")]


def _home(made: Material, writer: Writer) -> Page:
    titles = {int(lesson.number): lesson for lesson in made.lessons if lesson.number}
    ways = [
        {**way, "lessons": [titles[number] for number in way["lessons"] if number in titles]}
        for way in made.settings["ways"]
    ]
    content = {
        "lead": as_html(made.settings["lead"], writer.place(f"site/{HOME}", HOME)),
        "ways": ways,
        "lessons": [titles[number] for number in sorted(titles)],
    }
    return Page(HOME, made.course.title, made.settings["description"], "home.html", "home", content)


def _list(made: Material, section: str, writer: Writer) -> Page:
    is_lessons = section == LESSONS_FOLDER
    listed = [notebook for notebook in (made.lessons if is_lessons else made.sheets) if notebook.number]
    title = gettext("Lessons") if is_lessons else gettext("Sheets")
    about = gettext("The lessons, in order")
    if not is_lessons:
        about = gettext("A sheet of tasks for each lesson; every answer is checked at once")
    note = made.settings.get("sheet_note") if not is_lessons else ""
    path = LESSONS if is_lessons else SHEETS
    content = {"found": listed, "note": as_html(note, writer.place(f"site/{path}", path))}
    others = [notebook for notebook in made.lessons if not notebook.number] if is_lessons else []
    return Page(path, title, f"{about}: {made.course.title}", "list.html", section, {**content, "others": others})


def _codebook(made: Material, writer: Writer) -> Page:
    file = made.course.path(made.course.folders.data, "README.md")
    markdown = file.read_text(encoding="utf-8").partition("\n")[2] if file.is_file() else ""
    text = as_html(markdown, writer.place(f"{made.course.folders.data}/README.md", CODEBOOK))
    content = {"tables": made.tables, "text": text, "contents": headings([str(text)])}
    about = gettext("Every table of the course with its columns, its sources and its terms of use.")
    return Page(CODEBOOK, gettext("Data and codebook"), about, "codebook.html", DATA_FOLDER, content)


def _glossary(made: Material) -> Page:
    numbered = {int(lesson.number): lesson for lesson in made.lessons if lesson.number}
    terms = sorted(made.settings.get("glossary"), key=lambda entry: entry["term"].lower())
    placed = [{**entry, "lesson": numbered[entry["lesson"]]} for entry in terms]
    about = gettext("The terms of the course, each with the lesson where it is introduced.")
    return Page(GLOSSARY, gettext("Glossary"), about, "glossary.html", "glossary", {"terms": placed})


def _teachers(made: Material, writer: Writer) -> Page:
    page = _text(TEACHERS, gettext("For teachers"), made.settings["teachers"], writer, "teachers")
    text = page.content["text"] + teaching_files(made, writer.shelf)
    return replace(page, content={"text": text, "contents": headings([str(text)])})


def _text(path: str, title: str, markdown: str, writer: Writer, section: str = "") -> Page:
    text = as_html(markdown, writer.place(SOURCES.get(path, f"site/{path}"), path))
    description = f"{title}. {' '.join(text.striptags().split())[:120]}"
    return Page(path, title, description, "text.html", section, {"text": text, "contents": headings([str(text)])})
