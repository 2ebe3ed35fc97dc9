"""pytest: a run that is begun in one process and finished, with a notebook of its own, in a fork of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from coursekit.internals.contract import Promise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pytest

_UNUSED = (
    *("cacheprovider", "doctest", "junitxml", "logging", "pastebin"),
    *("setuponly", "setupplan", "stepwise", "unittest", "faulthandler"),
    *("recwarn", "subtests", "threadexception", "unraisableexception", "warnings"),
)
QUIET_WORDS = (
    # Neither the user's pytest settings and plugins nor files beside the notebook take part.
    *("--noconftest", "-c", os.devnull),
    # And of pytest itself only what a run of nbval uses; what is printed goes to a log anyway.
    *(word for name in _UNUSED for word in ("-p", f"no:{name}")),
    *("-s", "--assert=plain", "--color=no", "-q"),
)
"""Words of a pytest command that runs one file with one plugin."""


def leave_users_pytest_out(environment: Any) -> None:  # noqa: ANN401 - os.environ, or a dict
    """Take out of an environment what would steer pytest.

    Args:
        environment: changed in place.
    """
    for name in [name for name in environment if name.startswith("PYTEST")]:
        del environment[name]
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"


def finish_run(session: pytest.Session, path: str, options: Mapping[str, object], plugins: Iterable[object]) -> None:
    """Do what pytest does after its beginning, as if the command had named this file.

    Args:
        session: pytest's, as it stands before anything is collected.
        path: the file to run.
        options: what words of the command would have set, by the names that pytest gives them.
        plugins: more plugins.
    """
    config = session.config
    config.args = [path]
    for name, value in options.items():
        if not hasattr(config.option, name):
            raise AttributeError(f"pytest has no option {name}")
        setattr(config.option, name, value)
    for plugin in plugins:
        config.pluginmanager.register(plugin)
    session.perform_collect()
    config.hook.pytest_runtestloop(session=session)


def _has_args(config: Any) -> str:  # noqa: ANN401 - pytest's class
    return "" if "args" in config.parse.__code__.co_names else "does not keep the names of files in args"


_FORK = "run one notebook in a fork of a pytest that has begun"
PROMISES = (
    Promise("pytest", "_pytest.main:Session.perform_collect", _FORK, ("args", "genitems")),
    Promise("pytest", "_pytest.config:Config", _FORK, trial=_has_args),
    Promise("pytest", "_pytest.hookspec:pytest_collection", _FORK, ("session",)),
    Promise("pytest", "_pytest.hookspec:pytest_runtestloop", _FORK, ("session",)),
    Promise(
        *("pytest", "_pytest.hookspec:pytest_collect_directory", "go straight to one notebook"), ("path", "parent")
    ),
    Promise(*("pytest", "_pytest.hookspec:pytest_runtest_makereport", "hear how a cell ended"), ("item", "call")),
)
