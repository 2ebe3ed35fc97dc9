"""The whole site: which pages there are, what stands where, and the files that every page shares."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from markupsafe import Markup

from coursekit.site import cards, discovery, lessons, names, offline, search, tables, texts, tree
from coursekit.site.links import DeadLinkError
from coursekit.site.material import material
from coursekit.site.page import Page, environment, render
from coursekit.site.questions.writing import question_files
from coursekit.site.settings import SiteError
from coursekit.site.shelf import Shelf
from coursekit.words.scripts import with_words

if TYPE_CHECKING:
    from coursekit.course import Course
    from coursekit.site.material import Material

# The folder of what makes questions work.
QUESTIONS = "questions"
RUN_SCRIPTS = ("run.js", "files.js")
STATIC = ("site.css", "page.js", "offline.js")


def build(course: Course, address: str = "", *, runs: bool = False) -> Shelf:
    """Make every file of the site.

    Args:
        course: the course.
        address: where the site will stand, such as ``https://example.org/course/``; empty when that is not known: then
            there is no sitemap, and shared links show no picture on some networks.
        runs: a JupyterLite will stand in the folder ``lite`` (see ``site.lite.build``), and pages offer to run there.

    Raises:
        SiteError: the course's files cannot be used; every fault is named.
    """
    made, shelf = material(course), Shelf()
    address = address and address.rstrip("/") + "/"
    try:
        pages = _pages(made, shelf)
    except DeadLinkError as error:
        raise SiteError([str(error)]) from error
    shared = _static(shelf)
    for name, content in question_files(made.bank.values()):
        shelf.put(f"{QUESTIONS}/{name}", content)
    if runs:
        _add_run_scripts(shelf)
    _write(pages, made, shelf, shared, address)
    search.add(shelf)
    _let_find(pages, made, shelf, address)
    offline.add(shelf, [*shared.values(), "icons/icon-192.png"])
    return shelf


def _pages(made: Material, shelf: Shelf) -> list[Page]:
    writer = lessons.Writer(made.settings, made.addresses(), shelf, made.bank)
    sheet_of = {sheet.number: sheet for sheet in made.sheets if sheet.number}
    lesson_of = {lesson.number: lesson for lesson in made.lessons if lesson.number}
    pages = [writer.page(here, made.lessons, sheet_of.get(here.number)) for here in made.lessons]
    pages += [writer.page(here, made.sheets, lesson_of.get(here.number)) for here in made.sheets]
    pages += [tables.page(table, made.tables, shelf) for table in made.tables]
    if made.settings.get("tree"):
        named = {table.name: table for table in made.tables}
        pages.append(tree.page(made.settings, named, made.bank, writer.place(f"site/{names.ARGUMENT}", names.ARGUMENT)))
    return [*pages, *texts.pages(made, writer)]


def _static(shelf: Shelf) -> dict[str, str]:
    """Add what every page loads, and return the paths by name."""
    folder = resources.files("coursekit.site").joinpath("static")
    texts = {name: folder.joinpath(name).read_text(encoding="utf-8") for name in (*STATIC, "search.js")}
    shelf.put("search.js", with_words(texts.pop("search.js")))
    return {name: shelf.asset(name, _alone(text) if name.endswith(".js") else text) for name, text in texts.items()}


def _alone(script: str) -> str:
    """Return a script with its words, in a block: the page's scripts share one set of names."""
    return f"{{\n{with_words(script)}}}\n"


def _write(pages: list[Page], made: Material, shelf: Shelf, static: dict[str, str], address: str) -> None:
    templates = environment()
    shared = {
        "course": made.course,
        "settings": made.settings,
        "static": static,
        "emblem": Markup(made.emblem.as_svg()),  # noqa: S704 - numbers of ours
        "address": address,
        "menu": texts.menu(made),
        "questions_script": f"{QUESTIONS}/questions.js",
        "run_script": "run/run.js" if "run/run.js" in shelf.files else "",
    }
    for page in pages:
        picture = f"cards/{page.path.removesuffix('.html').replace('/', '-')}.png"
        shelf.put(picture, cards.title_picture(page.title, made.course.title, made.emblem))
        shelf.put(page.path, render(page, templates, {**shared, "picture": picture}))


def _add_run_scripts(shelf: Shelf) -> None:
    folder = resources.files("coursekit.site").joinpath("run")
    for name in RUN_SCRIPTS:
        shelf.put(f"run/{name}", with_words(folder.joinpath(name).read_text(encoding="utf-8")))


def _let_find(pages: list[Page], made: Material, shelf: Shelf, address: str) -> None:
    log = made.course.path("CHANGELOG.md")
    changelog = log.read_text(encoding="utf-8") if log.is_file() else ""
    shelf.put("feed.xml", discovery.feed(changelog, made.course.title, address))
    if address:
        shelf.put("sitemap.xml", discovery.sitemap([page.path for page in pages], address))
        shelf.put("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n")
    shelf.put("manifest.webmanifest", discovery.manifest(made.course, made.settings["description"]))
    for side in (180, *discovery.ICONS):
        shelf.put(f"icons/icon-{side}.png", cards.icon(side, made.emblem))
