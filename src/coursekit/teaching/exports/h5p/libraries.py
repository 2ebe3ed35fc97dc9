"""The libraries of H5P that a Question Set may hold, as their published ``semantics.json`` names them."""

from __future__ import annotations

from typing import Any

Params = dict[str, Any]
SET = ("H5P.QuestionSet", 1, 20)
CHOICE = ("H5P.MultiChoice", 1, 16)
BLANKS = ("H5P.Blanks", 1, 14)
DRAG = ("H5P.DragText", 1, 10)
ESSAY = ("H5P.Essay", 1, 5)
_KINDS = {CHOICE: "Multiple Choice", BLANKS: "Fill in the Blanks", DRAG: "Drag the Words", ESSAY: "Essay"}
Library = tuple[str, int, int]


def dependency(library: Library) -> dict[str, Any]:
    """Return a library as ``h5p.json`` lists it."""
    name, major, minor = library
    return {"machineName": name, "majorVersion": major, "minorVersion": minor}


def question(library: Library, title: str, number: int, params: Params) -> dict[str, Any]:
    """Return one question of a set.

    Args:
        library: which kind it is.
        title: its title.
        number: its place in the set, which makes its id.
        params: its content.
    """
    name, major, minor = library
    return {
        "library": f"{name} {major}.{minor}",
        "params": params,
        # H5P asks for an id in the form of a UUID, one in a set.
        "subContentId": f"00000000-0000-4000-8000-{number:012d}",
        "metadata": {"contentType": _KINDS[library], "license": "U", "title": title},
    }


def feedback_by_score(below: str, full: str) -> list[dict[str, Any]]:
    """Return what is said to an answer that is not all right, and to one that is."""
    return [{"from": 0, "to": 99, "feedback": below}, {"from": 100, "to": 100, "feedback": full}]
