"""From the command's words to a running vote, and what the terminal says meanwhile."""

from __future__ import annotations

import asyncio
import signal
import threading
import webbrowser
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from coursekit.course import CourseFileError, find_course
from coursekit.files import write_whole
from coursekit.quiz import bank
from coursekit.quiz.bank import UnknownQuestionError
from coursekit.quiz.faults import BankError
from coursekit.teaching.vote.ballot import instead
from coursekit.teaching.vote.counts_csv import counts_csv
from coursekit.teaching.vote.journal import Journal
from coursekit.teaching.vote.network import PORT, addresses, firewall_word, listen, names_of_this_computer
from coursekit.teaching.vote.server import serve
from coursekit.teaching.vote.service import Places, Service, replay
from coursekit.teaching.vote.session import Kept, begin, runtime_folder, unfinished
from coursekit.teaching.vote.tally import LEAST
from coursekit.words import gettext, ngettext

if TYPE_CHECKING:
    import argparse
    import socket
    from collections.abc import Iterator
    from pathlib import Path

    from coursekit.quiz.question import Question


# The widest of the words that stand beside an address, in any language.
_WIDTH = 29


class CannotVoteError(ValueError):
    """No vote can be started; the message says what to do instead."""


def vote(arguments: argparse.Namespace) -> None:
    """Run a vote from its start to its end.

    Args:
        arguments: of the command.

    Raises:
        CannotVoteError: a question is unknown or cannot be voted on.
        OSError: no port or no file can be had.
    """
    questions = votable(arguments.questions)
    _refuse_bad_csv(arguments.csv)
    folder = runtime_folder(find_course().name)
    kept = None if arguments.new else unfinished(folder, questions)
    wanted = arguments.port or (kept.session.port if kept else PORT)
    listener = listen(wanted)
    port = listener.getsockname()[1]
    again = kept is not None
    kept = kept or begin(folder, questions, port, arguments.name)
    service = _service(kept, questions, _places(arguments.address, port), rehearsal=arguments.rehearse)
    if port != wanted:
        _tell(
            [
                gettext(
                    "Port {wanted} is taken, perhaps by another vote; this one uses {port}.", wanted=wanted, port=port
                )
            ]
        )
    if again:
        _tell([_going_on(service.poll.answered())])
    _tell(opening(service, show_secret=arguments.no_browser))
    _run(service, listener, arguments)
    _finish(service, kept, arguments.csv)


def votable(names: list[str]) -> list[Question]:
    """Return the questions of these names.

    Args:
        names: such as ``q-0303``.

    Raises:
        CannotVoteError: one is unknown, or cannot be voted on.
    """
    questions = []
    for name in dict.fromkeys(names):
        try:
            question = bank.find(name)
        except (UnknownQuestionError, BankError, CourseFileError) as error:
            raise CannotVoteError(str(error)) from error
        if words := instead(question):
            no = gettext("{name} ({type}) is not for a vote.", name=name, type=question.type)
            raise CannotVoteError(f"{no} {words}{_others(question)}")
        questions.append(question)
    return questions


def _others(question: Question) -> str:
    lesson = bank.lesson_of(question.id)
    fit = [other.id for other in lesson.questions.values() if not instead(other)] if lesson else []
    if not fit:
        return ""
    return "\n" + gettext("Of the same lesson these can be voted on: {names}.", names=", ".join(fit))


def _refuse_bad_csv(path: Path | None) -> None:
    if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise CannotVoteError(
            gettext("--csv {path}: this is a folder, or its folder does not exist. Name a file to write.", path=path)
        )


def _places(wanted: str | None, port: int) -> Places:
    hosts = list(dict.fromkeys([*([wanted] if wanted else []), *addresses()]))
    first, *others = (f"{address}:{port}" for address in hosts) if hosts else [""]
    return Places(first, tuple(others), port, names_of_this_computer(hosts))


def _service(kept: Kept, questions: list[Question], places: Places, *, rehearsal: bool) -> Service:
    return Service(
        session=kept.session,
        poll=replay(questions, kept.events),
        journal=Journal(kept.descriptor),
        places=places,
        least=1 if rehearsal else LEAST,
        rehearsal=rehearsal,
    )


def opening(service: Service, *, show_secret: bool) -> list[str]:
    """Return what the terminal says at the start.

    Args:
        service: the vote.
        show_secret: whether the address of the teacher's page stands in it, since screens are mirrored.
    """
    port, places, lines = service.places.port, service.places, []
    if places.address:
        lines += [
            _beside(gettext("Phones in this network open:"), f"http://{places.address}"),
            _beside(gettext("Their pages say:"), service.session.name),
        ]
    else:
        lines.append(
            gettext(
                "No network was found. Switch on this computer's hotspot, let the phones join it, and start again; or "
                "use coloured cards A to D: the projector's page works without any phone."
            )
        )
    lines.append(_beside(gettext("For the projector:"), f"http://127.0.0.1:{port}/screen"))
    if show_secret:
        lines.append(_beside(gettext("Only for you:"), _own_page(service)))
    else:
        lines.append(
            gettext("Your own page opens in your browser. If it does not: Ctrl+C, then again with --no-browser.")
        )
    asks = firewall_word()
    return [*lines, *([gettext(asks)] if asks else []), gettext("Ctrl+C ends the vote and deletes the answers.")]


def _beside(words: str, address: str) -> str:
    return f"{words:<{_WIDTH}} {address}"


def _going_on(answered: int) -> str:
    return ngettext(
        "Going on with the interrupted vote; {n} answer of its last round is there.",
        "Going on with the interrupted vote; {n} answers of its last round are there.",
        answered,
    )


def _own_page(service: Service) -> str:
    return f"http://127.0.0.1:{service.places.port}/teacher/{service.session.secret}"


def _run(service: Service, listener: socket.socket, arguments: argparse.Namespace) -> None:
    if not arguments.no_browser:
        # The socket listens already, so a page that is asked for now is answered in a moment.
        threading.Thread(target=webbrowser.open, args=(_own_page(service),), daemon=True).start()
    with suppress(KeyboardInterrupt), _ending_by_signal():
        asyncio.run(serve(service, listener, arguments.minutes))


@contextmanager
def _ending_by_signal() -> Iterator[None]:
    """Take a request to end (SIGTERM) for Ctrl+C while inside: the answers are deleted first."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _finish(service: Service, kept: Kept, csv: Path | None) -> None:
    service.journal.close()
    if csv is not None:
        write_whole(csv, counts_csv(service.results(), service.least))
    kept.delete()
    written = [gettext("The counts are in {path}.", path=csv)] if csv is not None else []
    _tell([" ".join([gettext("The vote has ended; the answers are deleted."), *written])])


def _tell(lines: list[str]) -> None:
    print("\n".join(lines), flush=True)  # noqa: T201 - a command speaks on the terminal
