"""The teacher's room (the command ``teach``) on the teachers' page: what lies in the course's folder, ready to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from coursekit.teaching import FOLDER
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.site.material import Material
    from coursekit.site.shelf import Shelf

HEADING = N_("The teacher's room")
# What lies there for a lesson, and what a link calls it.
WORDS = {
    "guide.html": N_("Guide"),
    "slides.html": N_("Slides"),
    "worksheet.html": N_("Worksheet"),
    "worksheet-A4.pdf": N_("Worksheet (PDF, A4)"),
    "worksheet-Letter.pdf": N_("Worksheet (PDF, Letter)"),
    "key.html": N_("Key"),
}


def teaching_files(made: Material, shelf: Shelf) -> Markup:
    """Put the files of the teacher's room on the shelf, and return links to them; nothing where there are none.

    Args:
        made: what the pages are made of.
        shelf: the site's files.
    """
    entry = Markup("<li>{}: {}</li>\n")
    lines = [entry.format(name, Markup(", ").join(links)) for name, links in _lessons(made, shelf)]
    if not lines:
        return Markup()
    begin = Markup('<h2 id="the-teachers-room">{}</h2>\n<p>{}</p>\n').format(
        gettext(HEADING), gettext("For each lesson, to open or to print.")
    )
    return begin + Markup("<ul>\n{}</ul>\n").format(Markup().join(lines))


def _lessons(made: Material, shelf: Shelf) -> Iterator[tuple[str, list[Markup]]]:
    for lesson in made.lessons:
        folder = made.course.path(FOLDER, lesson.file.stem)
        link = Markup('<a href="{}">{}</a>')
        links = [
            link.format(shelf.put(f"{FOLDER}/{folder.name}/{file}", (folder / file).read_bytes()), gettext(words))
            for file, words in WORDS.items()
            if (folder / file).is_file()
        ]
        if links and lesson.number:
            yield gettext("Lesson {n}, {title}", n=int(lesson.number), title=lesson.title), links
