"""GitHub Classroom: ``gh classroom clone student-repos`` makes ``SLUG-submissions/SLUG-LOGIN/…``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "github"
_END = "-submissions"


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001 - all platforms are asked alike
    """Return what reads who handed in a file.

    Args:
        files: all files of the hand-in.
        place: the name of the folder or archive, which may be ``SLUG-submissions`` itself.
    """

    def read(parts: Sequence[str]) -> Origin | None:
        path = (place.removesuffix(".zip"), *parts)
        for above, folder in pairwise(path[:-1]):
            slug = above.removesuffix(_END)
            if slug != above and folder.startswith(f"{slug}-"):
                login = folder.removeprefix(f"{slug}-")
                return Origin(login, path[-1], NAME, login, assignment=slug)
        return None

    return read
