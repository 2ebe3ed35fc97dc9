"""The teacher's commands: what two of them share has one name."""

from __future__ import annotations

import argparse

import pytest

from coursekit.teaching.teach_command import add_teach_command
from coursekit.teaching.vote_command import add_vote_command


@pytest.mark.parametrize("flag", ["--no-open", "--no-browser"])
def test_each_command_opens_nothing_when_told_so_by_either_name(flag: str) -> None:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    add_teach_command(subparsers)
    add_vote_command(subparsers)
    assert parser.parse_args(["teach", "3", flag]).no_open
    assert parser.parse_args(["vote", "q-0303", flag]).no_browser
