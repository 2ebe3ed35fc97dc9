"""The bank as files for the page: one JSON file a lesson, the scripts, and the rules of how it looks."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from coursekit.course import find_course
from coursekit.files import write_whole
from coursekit.quiz import answers, ending, public, revisits
from coursekit.quiz.page_files import controls_text, file_text, style_text
from coursekit.quiz.registry import question_type, question_types
from coursekit.site.questions.parts import Part, course_parts
from coursekit.words.scripts import with_words, words_module

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from coursekit.quiz.question import Lesson, Question
    from coursekit.quiz.registry import QuestionType

HERE = "coursekit.site.questions"
# Where the lessons' pages are, seen from the folder of the questions.
LESSONS = "../lessons/"


def write_questions(
    bank: Iterable[Lesson], folder: Path, *, lessons: str = LESSONS, parts: Iterable[Part] | None = None
) -> None:
    """Write all that makes the questions of a page work.

    A page then needs ``questions.css``, ``<script type="module" src="…/questions.js">``, and for each question
    ``<section class="question" id="q-0303" data-question="q-0303">`` with what is read where scripts do not run.

    Args:
        bank: the lessons.
        folder: where to write; made if it is not there.
        lessons: where the lessons' pages are, seen from the folder; a page has its notebook's name, with ``.html``.
        parts: what the course shows beside its questions; else what ``course.toml`` names.

    Raises:
        OSError: the folder cannot be written.
        CourseFileError: ``course.toml`` names parts that there are not.
    """
    for name, content in question_files(bank, lessons=lessons, parts=parts):
        write_whole(folder / PurePosixPath(name), content)


def question_files(
    bank: Iterable[Lesson], *, lessons: str = LESSONS, parts: Iterable[Part] | None = None
) -> Iterator[tuple[str, str | bytes]]:
    """Yield the name and the content of every file that makes questions work; see ``write_questions``."""
    yield from _files(list(bank), course_parts() if parts is None else list(parts), lessons)


def _files(bank: list[Lesson], parts: list[Part], lessons: str) -> Iterator[tuple[str, str | bytes]]:
    marked = {name: made for name, made in question_types().items() if made.page_marking}
    scripts = dict(_scripts(marked))
    yield from scripts.items()
    yield "words.js", words_module(*scripts.values(), *(text for part in parts for text in part.scripts.values()))
    yield "types.js", _registry({name: f"./types/{_file(name)}.mark.js" for name in marked})
    controls = "".join(made.script for made in marked.values())
    yield "view.js", with_words(controls_text() + controls + file_text("view.js"))
    for part in parts:
        yield from ((f"parts/{name}", text) for name, text in part.scripts.items())
        yield f"data/{part.name}.json", _json(part.data)
        yield from ((f"data/{name}", content) for name, content in part.files.items())
    yield "parts.js", _loaders(parts)
    css = [style_text(), file_text("page.css", HERE), *(part.css for part in parts)]
    yield "questions.css", "".join(css)
    yield "data/course.json", _json(course_data(bank, lessons))
    for lesson in bank:
        yield f"data/{lesson.number:02d}.json", _json(lesson_data(lesson))


def _scripts(marked: Mapping[str, QuestionType]) -> Iterator[tuple[str, str]]:
    """Yield the modules that every page's questions need, and those that mark them."""
    for source in resources.files(HERE).iterdir():
        if source.name.endswith(".js"):
            yield source.name, source.read_text(encoding="utf-8")
    for name, made in marked.items():
        yield f"types/{_file(name)}.mark.js", made.page_marking


def _file(type_name: str) -> str:
    return type_name.replace("-", "_")


def _registry(modules: dict[str, str]) -> str:
    """Return the module that knows every type that can be marked in a page."""
    imports = [f'import * as type{place} from "{path}";' for place, path in enumerate(modules.values())]
    entries = [f'  "{name}": type{place},' for place, name in enumerate(modules)]
    return "\n".join([*imports, "export const types = {", *entries, "};", ""])


def _loaders(parts: list[Part]) -> str:
    """Return the module that knows every part: where a page shows it, and how its script is loaded."""
    modules = [("progress", "progress", "", "./progress.js")]
    modules += [(part.name, part.call, part.after, f"./parts/{part.name}.js") for part in parts]
    entries = [
        f'  "{name}": {{ call: "{call}", after: "{after}", load: () => import("{path}") }},'
        for name, call, after, path in modules
    ]
    return "\n".join(["export const parts = {", *entries, "};", ""])


def course_data(bank: list[Lesson], lessons: str) -> dict[str, Any]:
    """Return what the page knows of the course: its lessons, and which questions each has.

    Args:
        bank: the lessons.
        lessons: where the lessons' pages are, seen from the folder of these files.
    """
    listed = [
        {
            "number": lesson.number,
            "title": lesson.title,
            "page": _page(ending.lesson_file(lesson.number)),
            "questions": list(lesson.questions),
        }
        for lesson in bank
    ]
    course = find_course()
    return {"name": course.name, "title": course.title, "version": answers.VERSION, "at": lessons, "lessons": listed}


def _page(notebook: str) -> str:
    return f"{notebook.removesuffix('.ipynb')}.html" if notebook else ""


def lesson_data(lesson: Lesson) -> dict[str, Any]:
    """Return a lesson's questions as the page needs them, keys and feedback with them.

    Args:
        lesson: the lesson.
    """
    following = ending.next_lesson(lesson.number)
    return {
        "number": lesson.number,
        "title": lesson.title,
        "next": {**following, "file": _page(following["file"])},
        "questions": [question_data(question) for question in lesson.questions.values()],
    }


def question_data(question: Question) -> dict[str, Any]:
    """Return a question as the page needs it.

    Args:
        question: the question.

    Returns:
        ``face`` is what may be seen before an answer, ``body`` what marking needs; ``answer`` an answer in lines,
        ``chain`` the sliders that ask the same up to this one, ``found`` what an answer shows, in a sentence.
    """
    return {
        "id": question.id,
        "type": question.type,
        "prompt": question.prompt,
        "hints": list(question.hints),
        "explanation": question.explanation,
        "wording": question.wording,
        "body": question.body,
        "face": public.public(question),
        "answer": question_type(question.type).answer(question.body),
        "chain": revisits.chain_up_to(question) if question.type == "confidence" else [],
        "found": ending.first_sentence(question),
    }


def _json(content: Any) -> str:  # noqa: ANN401 - any plain values
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
