"""In a graded kernel nobody types: ``input()`` shows its question and gives an empty text, so many times a cell.

A cell that asks for a name, or waits for Enter, goes on as it does at home. Code that asks again and again, such as a
debugger or a loop, is told that nothing more comes.
"""

from __future__ import annotations

from typing import Any

from coursekit.internals.ipython_shell import answer_input

MOST = 20
NOTE = "(Nobody types while a notebook is graded: input() gives an empty text.)"


class Nobody:
    """Answers in place of a person."""

    def __init__(self) -> None:
        """Begin before the first cell."""
        self._questions = 0

    def begin(self) -> None:
        """Note that a cell begins."""
        self._questions = 0

    def answer(self, prompt: object = "", *_: object, **__: object) -> str:
        """Return what nobody types.

        Args:
            prompt: the question, which is shown.

        Raises:
            EOFError: the cell has asked too often.
        """
        self._questions += 1
        if self._questions > MOST:
            raise EOFError(f"input() was called more than {MOST} times, and nobody types while a notebook is graded.")
        print(prompt, NOTE)  # noqa: T201 - what input() shows, it shows like print
        return ""


def install(shell: Any) -> Nobody:  # noqa: ANN401 - IPython's shell has no types
    """Let nobody answer a kernel's questions.

    Args:
        shell: IPython's shell, in a kernel.
    """
    nobody = Nobody()
    shell.events.register("pre_run_cell", lambda info: nobody.begin())  # noqa: ARG005 - IPython's signature
    answer_input(shell, nobody.answer)
    return nobody
