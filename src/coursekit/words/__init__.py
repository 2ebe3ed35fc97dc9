"""The words of the interface in the learner's language: one table a language, gettext's ``.po`` files under ``locale``.

An English sentence is its own name in the tables, so English needs none. ``THIRTEENTH_LANG=de`` chooses German (every
course has such a variable, and ``COURSEKIT_LANG`` comes before it). What a course teaches is no interface: lessons,
questions, hints and replies of the bank are not translated here.
"""

from coursekit.words.chosen import keep_to, language
from coursekit.words.table import N_, gettext, ngettext

__all__ = ["N_", "gettext", "keep_to", "language", "ngettext"]
