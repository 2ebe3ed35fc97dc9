"""The texts of the scripts and style sheets that questions are made of, in a notebook and in a page."""

from __future__ import annotations

from importlib import resources


def file_text(name: str, package: str = "coursekit.quiz") -> str:
    """Return the text of a file of a package, such as ``view.css``."""
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


def controls_text() -> str:
    """Return what stands before every widget's script: its controls, and its place among the cells."""
    return file_text("cells.js", "coursekit.session") + file_text("controls.js")


def style_text() -> str:
    """Return the style of every question, and of the charts beside it."""
    return file_text("charts.css", "coursekit.session") + file_text("view.css")
