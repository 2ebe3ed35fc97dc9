"""IPython's shell: where it shows errors, which extensions it has loaded, what it sends beside prints."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from coursekit.internals.contract import Promise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Show = Callable[[type[BaseException], BaseException, list[str]], None]

_SHELL = "IPython.core.interactiveshell:InteractiveShell"
_MARK = "_coursekit_errors"
_BEGINNERS_MODE = "Minimal"
_LED_TO = re.compile(
    r"\n+(?:The above exception was the direct cause of the following exception"
    r"|During handling of the above exception, another exception occurred):\n+"
)


def current_shell() -> Any:  # noqa: ANN401 - IPython's shell has no types
    """Return this session's shell; None outside IPython."""
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython  # noqa: PLC0415 - a program without IPython needs none of this

    return get_ipython()


def has_loaded(shell: Any, extension: str) -> bool:  # noqa: ANN401 - IPython's shell has no types
    """Tell whether a shell has loaded an extension.

    Args:
        shell: IPython's shell.
        extension: the extension's module.
    """
    return extension in shell.extension_manager.loaded


def publish(shell: Any, data: Mapping[str, str], metadata: Mapping[str, object]) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Send a message that shows something, in the name of the cell that runs.

    Args:
        shell: IPython's shell.
        data: what it shows, by MIME type.
        metadata: what else it says.
    """
    shell.display_pub.publish(dict(data), dict(metadata))


def request_metadata(shell: Any) -> Mapping[str, object]:  # noqa: ANN401 - IPython's shell has no types
    """Return the metadata of the message that asked a kernel to run this cell.

    Args:
        shell: IPython's shell, in a kernel.
    """
    metadata: Mapping[str, object] = shell.get_parent().get("metadata", {})
    return metadata


def show_text_alone(shell: Any, *, wanted: bool) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Let a shell make of what it shows the plain text alone, or everything again.

    Args:
        shell: IPython's shell.
        wanted: the text alone.
    """
    formatter = shell.display_formatter
    kinds = ["text/plain"] if wanted else formatter.format_types
    if formatter.active_types != kinds:
        formatter.active_types = kinds


def show_errors_through(shell: Any, change: Callable[[Show], Show]) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Change how a shell shows errors, and leave out what beginners do not need; once for each shell.

    Args:
        shell: IPython's shell.
        change: gets the shell's own way to show an error, and returns the new one.
    """
    if getattr(shell, _MARK, False):
        return
    setattr(shell, _MARK, True)
    shell.InteractiveTB.set_mode(mode=_BEGINNERS_MODE)
    # Front ends override this method of the shell, so a kernel's shell always has one.
    shell._showtraceback = change(shell._showtraceback)  # noqa: SLF001 - IPython has no public place for it


def last_of_chain(lines: list[str]) -> list[str]:
    """Return what IPython shows of an error without the errors that led to it: IPython 8 shows them in each mode.

    Args:
        lines: what it would show.
    """
    text = "\n".join(lines)
    return _LED_TO.split(text)[-1].split("\n") if _LED_TO.search(text) else lines


def stand_before_its_end(shell: Any, note: Callable[[], None], guard: Callable[[Any], Any]) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Let a kernel's shell note ``exit()`` instead of ending, and guard the way in which code can shut the kernel down.

    Args:
        shell: IPython's shell, in a kernel.
        note: called in place of ``exit()`` and ``quit()``.
        guard: gets the kernel's own way to shut down, and returns the new one.
    """
    shell.ask_exit = note
    shell.kernel.do_shutdown = guard(shell.kernel.do_shutdown)


def answer_input(shell: Any, answer: Callable[..., str]) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Let a function answer ``input()`` and ``getpass()`` in place of the front end.

    Args:
        shell: IPython's shell, in a kernel.
        answer: gets the question, and returns what is typed.
    """
    shell.kernel.raw_input = shell.kernel.getpass = answer


def _has_mode(kind: Any) -> str:  # noqa: ANN401 - IPython's class
    return "" if _BEGINNERS_MODE in kind(mode="Plain").valid_modes else "has no minimal mode any more"


def _asks(call: Any) -> str:  # noqa: ANN401 - IPython's function
    return "" if "ask_exit" in call.__code__.co_names else "does not call the shell's ask_exit any more"


def _forwards(call: Any) -> str:  # noqa: ANN401 - ipykernel's function
    return "" if {"raw_input", "getpass"} <= set(call.__code__.co_names) else "does not call raw_input and getpass"


_SHOW = "say learners' errors plainly"
PROMISES = (
    Promise("ipython", f"{_SHELL}._showtraceback", _SHOW, ("etype", "evalue", "stb")),
    Promise("ipython", "IPython.core.ultratb:AutoFormattedTB", _SHOW, trial=_has_mode),
    Promise("ipython", f"{_SHELL}.extension_manager", "know a graded kernel"),
    Promise("ipython", "IPython.core.autocall:ExitAutocall.__call__", "note exit() in a graded kernel", trial=_asks),
    Promise(
        *("ipykernel", "ipykernel.ipkernel:IPythonKernel._forward_input", "answer input() in a graded kernel"),
        trial=_forwards,
    ),
    Promise("ipython", "IPython.core.formatters:DisplayFormatter.active_types", "draw no picture that nobody sees"),
    Promise(
        *("ipython", "IPython.core.displaypub:DisplayPublisher.publish", "tell the grader what a check says"),
        ("data", "metadata"),
    ),
)
