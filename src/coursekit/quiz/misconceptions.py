"""The misconceptions that a wrong answer may show, as ``course.toml`` names them."""

from __future__ import annotations

from coursekit.course import find_course


def misconceptions() -> dict[str, str]:
    """Return what each code means; empty sentences where the course only lists its codes, nothing where it has none."""
    given = find_course().sections.get("questions", {}).get("misconceptions", {})
    return dict(given) if isinstance(given, dict) else dict.fromkeys(given, "")
