"""The name by which masters know what an author says of wrong answers; see ``coursekit.checks.author``."""

from coursekit.checks.author import hint, mistake, why

__all__ = ["hint", "mistake", "why"]
