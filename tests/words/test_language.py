"""Which language is spoken, and that English needs no table."""

import subprocess
import sys

import pytest

from coursekit.words import chosen, gettext, keep_to, language, ngettext, scripts


@pytest.fixture(autouse=True)
def _no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COURSEKIT_LANG", "THIRTEENTH_LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("given", "spoken"),
    [
        ("", "en"),
        ("de", "de"),
        ("DE", "de"),
        ("de_DE.UTF-8", "de"),
        ("de-AT", "de"),
        ("de_CH@euro", "de"),
        ("en_GB.UTF-8", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("xx-pseudo", "xx-pseudo"),
    ],
)
def test_the_language_is_the_one_that_is_named(
    given: str, spoken: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("THIRTEENTH_LANG", given)
    assert language() == spoken
    assert capsys.readouterr().err == ""


def test_an_unknown_language_is_english_and_told_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("THIRTEENTH_LANG", "tlh_QS.UTF-8")
    assert [gettext("Right."), gettext("Right.")] == ["Right.", "Right."]
    told = capsys.readouterr().err
    assert told == "The language 'tlh_QS.UTF-8' is not known here, so words are English. Known are: en, de.\n"


def test_the_engines_own_variable_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIRTEENTH_LANG", "de")
    monkeypatch.setenv("COURSEKIT_LANG", "en")
    assert gettext("Right.") == "Right."


def test_a_kept_language_is_spoken_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "_kept", [])
    monkeypatch.setenv("THIRTEENTH_LANG", "de")
    assert gettext("Right.") == "Richtig."
    keep_to("en")
    assert gettext("Right.") == "Right."


def test_a_number_asks_for_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [ngettext("{n} word", "{n} words", n) for n in (0, 1, 2)] == ["0 words", "1 word", "2 words"]
    monkeypatch.setenv("THIRTEENTH_LANG", "de")
    assert [ngettext("{n} word", "{n} words", n) for n in (0, 1, 2)] == ["0 Wörter", "1 Wort", "2 Wörter"]


def test_the_pseudo_language_is_longer_and_leaves_braces_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIRTEENTH_LANG", "xx-pseudo")
    assert gettext("Go to {question}", question="q-0301") == "⟦Gö tö q-0301·····⟧"


def test_a_script_gets_what_it_names_and_english_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    script = 'say(gettext("Check"), ngettext("{n} word", "{n} words", 2));'
    assert "texts: {} };" in scripts.with_words(script)
    monkeypatch.setenv("THIRTEENTH_LANG", "de")
    assert '{"Check": "Prüfen", "{n} word": ["{n} Wort", "{n} Wörter"]}' in scripts.with_words(script)


def test_english_loads_no_table() -> None:
    code = "import sys; from coursekit.words import gettext; gettext('Right.'); print('gettext' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "False\n"
