"""Whom files name, and who stands in the gradebook: accounts of platforms, and names of folders."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.grading.lms.registry import LASTING


@dataclass(frozen=True)
class Account:
    """Somebody as a platform, or a folder, names them.

    Attributes:
        name: the name as the file or platform has it.
        platform: the platform; empty without one.
        user: the platform's number or login; without a platform, the class.
        email: as the platform has it.
    """

    name: str
    platform: str = ""
    user: str = ""
    email: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What is the same for the same account: people change their names on a platform, but not their number."""
        lasts = self.platform in LASTING and self.user
        return self.platform, self.user, "" if lasts else self.name

    @property
    def numbered(self) -> str:
        """The name that is shown where several people have the same."""
        return f"{self.name} ({self.user})" if self.user else self.name


@dataclass(frozen=True)
class Claimant:
    """Somebody whom a file names.

    Attributes:
        account: who it is.
        scope: the folder or archive, and the assignment in it.
        sheets: the sheets of the file, or what it most likely is.
    """

    account: Account
    scope: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """A submission in the gradebook.

    Attributes:
        learner: the name that is shown.
        account: who handed it in, as the platform named them.
        sheet: its sheet.
        scope: the folder or archive, and the assignment in it.
        path: where its file was found.
        digest: of its content.
        number: the platform's number of the file; 0 without one.
        counts: it can be graded, and something has been written into it.
    """

    learner: str
    account: Account
    sheet: str
    scope: str = ""
    path: str = ""
    digest: str = ""
    number: int = 0
    counts: bool = True
