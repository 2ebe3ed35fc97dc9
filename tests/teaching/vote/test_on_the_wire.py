"""The real server on loopback: a lesson over HTTP, and what attackers try."""

from __future__ import annotations

import http.client
import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import pytest

from coursekit.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Start = Callable[..., Any]

pytestmark = pytest.mark.whole
PHONES = 6


def test_a_lesson_in_two_rounds(start: Start) -> None:
    running = start("q-0303", "q-0310")
    teacher, phones = running.teacher(), [running.phone() for _ in range(PHONES)]
    running.act(teacher, "open")
    for phone, choice in zip(phones, "aabbcd", strict=True):
        assert running.send(phone, choice=choice).json()["words"].startswith(f"Counted: {choice.upper()}")
    running.act(teacher, "close")
    assert "Explain again" in teacher.get("/teacher").text
    running.act(teacher, "open")
    for phone in phones:
        running.send(phone, choice="d")
    running.act(teacher, "close", "reveal")
    screen = phones[0].get("/screen").text
    assert "✓ right" in screen
    assert "A text is either true or propaganda." in screen
    assert re.findall(r'class="share">(\d+)%', screen) == ["33", "0", "33", "0", "17", "0", "17", "100"]
    assert "You said D. Right." in phones[0].get("/").text
    running.act(teacher, "next", "open")
    for phone in phones:
        running.send(phone, choice="a")
    running.act(teacher, "close", "reveal")
    positions = phones[0].get("/screen").text + phones[0].get("/").text
    assert "nothing is right or wrong" in positions
    assert "✓" not in positions
    table = teacher.get("/teacher/counts.csv").text
    assert "q-0303,D,If the USSR" in table
    assert "q-0310,A," in table


def test_cards_are_counted_by_the_teacher_alone(start: Start) -> None:
    running = start()
    teacher, phone = running.teacher(), running.phone()
    running.act(teacher, "open")
    form = {"action": "cards", "key": running.service.poll.key, "cards-a": "3", "cards-d": "4", "cards-b": "<b>"}
    assert phone.post("/teacher/act", data=form).status_code == 403
    assert running.service.poll.answered() == 0
    assert teacher.post("/teacher/act", data=form).status_code == 200
    running.send(phone, choice="d")
    part = teacher.get("/teacher/part").text
    assert '<strong data-count="answered">8</strong> of <strong data-count="phones">8</strong> phones and cards' in part
    assert 'name="cards-a" min="0" max="500" value="3"' in part
    running.act(teacher, "close", "reveal")
    assert re.findall(r'class="share">(\d+)%', phone.get("/screen").text) == ["38", "0", "0", "62"]


def test_a_phone_without_javascript_votes_with_plain_forms(start: Start) -> None:
    running = start()
    running.act(running.teacher(), "open")
    phone = running.phone()
    assert phone.post("/vote", data={"key": running.service.poll.key, "choice": "b"}).status_code == 303
    page = phone.get("/").text
    assert "Counted: B." in page
    assert re.search(r'value="b" checked', page)
    refused = phone.post("/vote", data={"key": running.service.poll.key})
    assert refused.status_code == 422
    assert 'role="alert">Choose one option first.' in refused.text


def test_reloading_and_new_tabs_count_once(start: Start) -> None:
    running = start()
    running.act(running.teacher(), "open")
    phone = running.phone()
    for choice in "abc":
        phone.get("/")
        running.send(phone, choice=choice)
    # Two tabs that were opened in the same moment, before there was a cookie: the browser keeps one of both tokens.
    assert running.service.poll.answers() == [[{"choice": "c"}]]


def test_a_vote_without_a_cookie_or_with_a_forged_one_does_not_count(start: Start) -> None:
    running = start()
    running.act(running.teacher(), "open")
    phone = running.phone()
    (cookie,) = phone.cookies.jar
    token = str(cookie.value)
    name, _, seal = token.partition(".")
    for forged in (None, "", name, f"{name}.", f"{name}.{'0' * len(seal)}", f"other.{seal}", f"{token}x"):
        cookies = {cookie.name: forged} if forged is not None else {}
        with httpx.Client(base_url=running.base, cookies=cookies) as forger:
            reply = running.send(forger, choice="a")
        assert reply.status_code == 403
        assert "cookie" in reply.json()["words"]
    assert running.service.poll.answered() == 0
    # The cookie of one vote is nothing in another.
    with httpx.Client(base_url=start("q-0302").base, cookies={cookie.name: token}) as stranger:
        assert running.service.session.id not in stranger.get("/").text


def test_one_phone_cannot_flood_and_does_not_hinder_the_others(start: Start) -> None:
    running = start()
    running.act(running.teacher(), "open")
    flooder, honest = running.phone(), running.phone()
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: running.send(flooder, choice="a").status_code, range(60)))
    assert 10 <= codes.count(200) < 30
    assert set(codes) == {200, 429}
    assert running.send(honest, choice="b").status_code == 200
    assert running.service.poll.answered() == 2


def test_many_phones_behind_one_address_all_count(start: Start) -> None:
    running = start()
    running.act(running.teacher(), "open")

    def arrive(_: int) -> int:
        return int(running.send(running.phone(), choice="a").status_code)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(arrive, range(60))) == {200}
    assert running.service.poll.answered() == 60


def test_nothing_sent_to_phones_or_projector_tells_the_answer_before_it_is_shown(start: Start) -> None:
    names = ("q-0303", "q-0302", "q-0301", "q-0201", "q-0305")
    running = start(*names)
    teacher, phones = running.teacher(), [running.phone() for _ in range(PHONES)]
    for name in names:
        question = bank.find(name)
        entries = [*question.body.get("options", []), *question.body.get("near", []), *question.body.get("items", [])]
        telling = [entry[field] for entry in entries for field in ("feedback", "misconception") if entry.get(field)]
        telling += [question.explanation, "✓", "is-right", "The answer", "% right"]
        for actions in ((), ("open",), ("close",), ("open",), ("close",)):
            running.act(teacher, *actions)
            for phone in phones if actions == ("open",) else []:
                sent = running.send(
                    phone, choice="a", value="14", **{f"place-{i}": str(n) for n, i in enumerate("abcdefgh", 1)}
                )
                assert sent.status_code == 200
                assert not [text for text in telling if text in sent.text]
            pages = [phones[0].get(path).text for path in ("/", "/part", "/screen", "/screen/part")]
            assert not [text for text in telling for page in pages if text in page]
            assert not [page for page in pages if 'class="share"' in page]
        running.act(teacher, "reveal", *(("next",) if name != names[-1] else ()))


def test_markup_in_an_answer_a_name_or_an_address_stays_text(start: Start) -> None:
    running = start("q-0302")
    object.__setattr__(running.service.session, "name", '"><script>alert(1)</script>')
    running.act(running.teacher(), "open")
    phone = running.phone()
    bad = '"><img src=x onerror=alert(1)>'
    reply = running.send(phone, value=bad)
    assert reply.status_code == 422
    pages = [reply.text, *(phone.get(path).text for path in ("/", "/screen", f"/{bad}", f"/teacher/{bad}"))]
    pages.append(phone.post("/vote", data={"key": running.service.poll.key, "value": bad}).text)
    assert not [page for page in pages if "<img" in page or "<script>alert" in page]
    assert "&lt;script&gt;alert" in pages[1]


def test_every_page_is_strict(start: Start) -> None:
    base = start().base
    for path in ("/", "/screen", "/static/vote.css", "/nothing", "/teacher", "/vote", "/cards"):
        _check_strict(httpx.get(f"{base}{path}"))


def _check_strict(reply: httpx.Response) -> None:
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "server" not in reply.headers
    # Nothing inline, nothing from elsewhere.
    assert not re.search(r"<script(?! src=\"/static)|<style| style=| on\w+=|https?://", reply.text)


def test_another_host_or_another_page_is_refused(start: Start) -> None:
    running = start()
    running.act(running.teacher(), "open")
    phone = running.phone()
    form = {"key": running.service.poll.key, "choice": "a"}
    for name, value, status in (
        ("host", "evil.example", 421),
        ("host", "127.0.0.1", 421),
        ("host", "", 421),
        ("host", f"127.0.0.1:{running.service.places.port}@evil.example", 421),
        ("origin", "http://evil.example", 403),
        ("origin", "null", 403),
    ):
        assert phone.post("/vote", data=form, headers={name: value}).status_code == status
    assert running.service.poll.answered() == 0


def test_what_is_larger_than_an_answer_is_not_read(start: Start) -> None:
    running = start()
    running.act(running.teacher(), "open")
    phone = running.phone()
    assert running.send(phone, choice="a" * 5000).status_code == 413
    assert running.send(phone, choice=["a"] * 60).status_code == 413
    # Without a length, in pieces, for ever.
    (cookie,) = phone.cookies.jar
    connection = http.client.HTTPConnection("127.0.0.1", running.service.places.port, timeout=10)
    pieces = (b"x" * 1000 for _ in range(50))
    head = {"Cookie": f"{cookie.name}={cookie.value}"}
    connection.request("POST", "/vote", body=pieces, headers=head, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()
    with socket.create_connection(("127.0.0.1", running.service.places.port)) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nX: " + b"y" * 40_000)
        raw.settimeout(10)
        assert b"400" in raw.recv(100)
    assert running.phone().get("/").status_code == 200


def test_the_teachers_secret_cannot_be_guessed_or_seen(start: Start) -> None:
    running = start()
    secret = running.service.session.secret
    with httpx.Client(base_url=running.base) as guesser:
        codes = [guesser.get(f"/teacher/{'A' * 21}{number}").status_code for number in range(30)]
        assert codes[:10] == [403] * 10
        assert codes[12:] == [429] * 18
        for path in ("/teacher", "/teacher/part", "/teacher/live", "/teacher/counts.csv"):
            assert guesser.get(path).status_code == 403
        act = guesser.post("/teacher/act", data={"action": "open", "key": running.service.poll.key})
        assert act.status_code == 403
        assert running.service.poll.round == 0
        shown = "".join(guesser.get(path).text for path in ("/", "/screen", "/cards", "/static/live.js"))
    assert secret not in shown
    # Who has the right one is not locked out by the guesser, even at the same address.
    teacher = running.teacher()
    page = teacher.get("/teacher")
    assert page.status_code == 200
    assert secret not in page.text + str(page.url)


def test_a_double_click_or_an_old_page_skips_no_step(start: Start) -> None:
    running = start()
    teacher = running.teacher()
    key = running.service.poll.key
    for _ in range(2):
        teacher.post("/teacher/act", data={"action": "open", "key": key})
    assert running.service.poll.key == "0.1.open"


def test_a_small_group_keeps_its_answers_to_itself(start: Start) -> None:
    running = start()
    teacher, phones = running.teacher(), [running.phone() for _ in range(4)]
    running.act(teacher, "open")
    for phone in phones:
        running.send(phone, choice="c")
    running.act(teacher, "close", "reveal")
    for page in (teacher.get("/teacher").text, phones[0].get("/").text, phones[0].get("/screen").text):
        assert "Fewer than 5 have answered" in page
        assert 'class="share"' not in page
    assert "fewer than 5" in teacher.get("/teacher/counts.csv").text


def test_news_comes_at_once_and_to_a_few_tabs_only(start: Start) -> None:
    running = start()
    teacher, phone = running.teacher(), running.phone()
    with teacher.stream("GET", "/teacher/live") as news, phone.stream("GET", "/live") as stages:
        told, staged = news.iter_lines(), stages.iter_lines()
        assert _next(staged) == {"key": "0.0.waiting"}
        running.act(teacher, "open")
        running.send(phone, choice="a")
        while (state := _next(told))["answered"] == 0:
            pass
        assert state.pop("sentences") == {
            "present": "{phones} phone is in",
            "answers": "{answered} answer",
            "answering": "{answered} of {phones} phone has answered",
        }
        assert state == {"key": "0.1.open", "answered": 1, "phones": 1}
        # A phone hears of steps, not of each answer.
        assert _next(staged) == {"key": "0.1.open"}
        others = [phone.send(phone.build_request("GET", "/live"), stream=True) for _ in range(6)]
        assert [other.status_code for other in others] == [200] * 5 + [503]
        for other in others:
            other.close()


def _next(lines: object) -> dict[str, object]:
    for line in lines:  # type: ignore[attr-defined]  # what requests yields has no type
        if line.startswith("data: "):
            found: dict[str, object] = json.loads(line.removeprefix("data: "))
            return found
    raise AssertionError("The news ended.")
