"""Every page as it is written: its outline, its links, its pictures, its words for those who find it."""

from __future__ import annotations

import json
import posixpath
import re
import struct
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from coursekit.quiz import bank
from coursekit.site import discovery
from coursekit.site.shelf import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

# One site is written for all of them.
pytestmark = pytest.mark.xdist_group("site")

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://course.example/edition/"
PLACEHOLDER = re.compile(
    r"no description|^(image|picture|figure|chart|png|svg|photo|untitled)\b[\s.\d]*$|\.(png|svg|jpg)$", re.IGNORECASE
)
EVERY_LESSON = 10
Pages = dict[str, "BeautifulSoup"]


def links(soup: BeautifulSoup) -> Iterator[str]:
    for element in soup.find_all(href=True):
        yield str(element["href"])
    for element in soup.find_all(src=True):
        yield str(element["src"])
    for element in soup.select("[data-script]"):
        yield str(element["data-script"])


def test_there_is_a_page_for_each_lesson_sheet_and_table(pages: Pages) -> None:
    for kind, folder in (("lessons", "notebooks"), ("sheets", "exercises")):
        wanted = {f"{kind}/{path.stem}.html" for path in (ROOT / folder).glob("*.ipynb")}
        assert wanted
        assert wanted <= set(pages)
    assert {f"data/{path.stem}.html" for path in (ROOT / "data").glob("*.csv")} <= set(pages)
    named = {"index.html", "argument.html", "glossary.html", "credits.html", "teachers.html", "search.html"}
    assert named <= set(pages)


def test_one_heading_of_the_first_level_and_no_level_skipped(pages: Pages) -> None:
    for path, soup in pages.items():
        levels = [int(heading.name[1]) for heading in soup.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        skipped = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert not skipped, path


def test_no_id_stands_twice(pages: Pages) -> None:
    for path, soup in pages.items():
        ids = [str(element["id"]) for element in soup.find_all(id=True)]
        assert sorted(set(ids)) == sorted(ids), path


def test_every_link_leads_to_something(folder: Path, pages: Pages) -> None:
    ids = {path: {str(element["id"]) for element in soup.find_all(id=True)} for path, soup in pages.items()}
    dead = []
    for path, soup in pages.items():
        for link in links(soup):
            parts = urlsplit(link)
            if parts.scheme in {"http", "https", "data"}:
                continue
            aim = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            if not (folder / aim).is_file() or (parts.fragment and aim in ids and parts.fragment not in ids[aim]):
                dead.append(f"{path}: {link}")
    assert not dead


def test_every_picture_says_what_is_seen(pages: Pages) -> None:
    pictures = [(path, image) for path, soup in pages.items() for image in soup.find_all("img")]
    assert len(pictures) > 40
    for path, image in pictures:
        alt = str(image.get("alt", ""))
        assert len(alt.split()) >= 5, f"{path}: {image}"
        assert not PLACEHOLDER.search(alt), f"{path}: {alt}"
        assert image.get("width"), f"{path}: a picture without a size moves the text when it comes: {alt}"
        assert image["loading"] == "lazy"


def test_the_placeholders_of_converters_are_refused() -> None:
    for words in ("No description has been provided for this image", "image", "png", "figure 3", "map.png"):
        assert PLACEHOLDER.search(words)


def test_the_data_behind_a_chart_and_its_picture_can_be_taken_away_with_their_source(
    folder: Path, pages: Pages
) -> None:
    figures = [
        figure for path, soup in pages.items() if path.startswith("lessons") for figure in soup.find_all("figure")
    ]
    assert len(figures) > 25
    for figure in figures:
        taken = [str(link["href"]) for link in figure.select(".downloads a")]
        assert [Path(link).suffix for link in taken][-1:] == [".csv"], figure.get_text()[:200]
        text = (folder / taken[-1].removeprefix("../")).read_text(encoding="utf-8")
        assert len(text.splitlines()) >= 3
        assert text.splitlines()[-1].startswith("# Source"), text[-200:]


def test_nothing_on_a_page_needs_an_inline_script_or_style_or_another_host(pages: Pages) -> None:
    for path, soup in pages.items():
        policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
        assert policy is not None, path
        assert "'unsafe-inline'" not in str(policy["content"])
        assert "default-src 'none'" in str(policy["content"])
        assert not soup.find_all("style"), path
        assert not soup.find_all(style=True), path
        assert all(script.get("src") and not script.get_text() for script in soup.find_all("script")), path
        handlers = [name for element in soup.find_all(name=True) for name in element.attrs if name.startswith("on")]
        assert not handlers, path
        loaded = [*(str(e["src"]) for e in soup.find_all(src=True)), *(str(e["href"]) for e in soup.find_all("link"))]
        assert all(urlsplit(url).netloc in {"", "course.example"} for url in loaded), path


def test_who_shares_a_page_shows_its_title_its_words_and_a_picture(folder: Path, pages: Pages) -> None:
    words = set()
    for path, soup in pages.items():
        said = {
            str(meta.get("property") or meta.get("name")): str(meta.get("content")) for meta in soup.find_all("meta")
        }
        assert len(said["description"]) > 20, path
        words.add(said["og:title"] + said["description"])
        assert said["og:url"] == ADDRESS + path
        picture = folder / said["og:image"].removeprefix(ADDRESS)
        assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1200, 630)
    assert len(words) == len(pages)


def test_every_question_stands_in_its_lesson_with_its_replies_folded(pages: Pages) -> None:
    for lesson in bank.lessons():
        (soup,) = [soup for path, soup in pages.items() if path.startswith(f"lessons/{lesson.number:02}-")]
        for key, question in lesson.questions.items():
            section = soup.find("section", id=key)
            assert section is not None, key
            assert section["data-question"] == key
            assert question.prompt in section.get_text(), key
            folded = section.select_one("details.answer")
            assert folded is not None, key
            assert not folded.has_attr("open")
            assert " ".join(question.explanation.split()) in " ".join(folded.get_text().split()), key
            for option in question.body.get("options", []):
                assert option["feedback"] in folded.get_text(), key
                assert option["text"] in section.get_text(), key
            assert question.explanation not in re.sub(r"\s+", " ", _without(section, "details")), key


def _without(section: Any, name: str) -> str:  # noqa: ANN401 - an element of a parsed page
    return " ".join(text for text in section.find_all(string=True) if text.find_parent(name) is None)


def test_claims_events_and_sources_have_anchors_that_stay(pages: Pages) -> None:
    assert pages["argument.html"].find(id="c69") is not None
    assert len(pages["argument.html"].select("details.node")) == len(pages["data/claims.html"].select("tbody tr"))
    for path, key in (
        ("claims", "c69"),
        ("timeline", "molotov-memorandum"),
        ("sources", "nat-1949"),
        ("paragraphs", "paragraphs-3"),
    ):
        rows = pages[f"data/{path}.html"].select("tbody tr")
        if path != "timeline":
            assert pages[f"data/{path}.html"].find(id=key) is not None, key
        assert all(row.get("id") for row in rows), path


def test_what_a_claim_supports_stands_above_it(pages: Pages) -> None:
    node = pages["argument.html"].find(id="c69")
    assert node is not None
    above = [str(other["id"]) for other in node.find_parents("details", class_="node")]
    assert above[-1] == "c82"


def test_what_asks_a_question_in_a_notebook_leads_to_it_in_the_page(pages: Pages) -> None:
    for path, soup in pages.items():
        for code in soup.select("pre"):
            code.decompose()
        assert "quiz.ask(" not in soup.get_text(), path
    words = next(p for p in pages["lessons/03-who-was-in.html"].find_all("p") if "Ten more?" in p.get_text())
    assert [link["href"] for link in words.find_all("a")] == ["#q-0306", "#q-0304"]
    assert "cell of your own" not in words.get_text()


def test_a_version_that_is_out_has_its_day_in_the_feed() -> None:
    feed = ET.fromstring(discovery.feed("## Next\n\n- A\n\n## 1.0 (2026-12-01)\n\n- B\n", "Course", ADDRESS))  # noqa: S314 - our own file
    days = [item.findtext("pubDate") for item in feed.iter("item")]
    assert days == [None, "Tue, 01 Dec 2026 12:00:00 +0000"]


def test_a_day_stays_on_one_line(pages: Pages) -> None:
    for path in ("data/members.html", "lessons/03-who-was-in.html"):
        days = [
            cell for cell in pages[path].find_all("td") if re.fullmatch(r"\d{4}-\d\d-\d\d", cell.get_text(strip=True))
        ]
        assert len(days) > 5, path
        assert all(cell.get("class") == ["day"] for cell in days), path


def test_sitemap_feed_and_manifest(folder: Path, pages: Pages) -> None:
    found = {element.text for element in ET.parse(folder / "sitemap.xml").iter() if element.tag.endswith("loc")}  # noqa: S314 - our own file
    assert found == {ADDRESS + path for path in pages}
    items = list(ET.parse(folder / "feed.xml").iter("item"))  # noqa: S314 - our own file
    assert len(items) == len(re.findall("^- ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert len({item.findtext("guid") for item in items}) == len(items)
    manifest = json.loads((folder / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert all((folder / icon["src"]).is_file() for icon in manifest["icons"])
    assert manifest["display"] == "standalone"


def test_the_whole_course_means_every_page_and_what_it_loads(folder: Path, pages: Pages) -> None:
    listed = json.loads((folder / MARK).read_text(encoding="utf-8"))
    assert set(pages) <= set(listed["files"])
    assert set(listed["shell"]) <= set(listed["files"])
    assert listed["bytes"] == sum((folder / path).stat().st_size for path in listed["files"])
    assert listed["version"] in (folder / "sw.js").read_text(encoding="utf-8")


def test_a_lesson_weighs_less_than_a_megabyte(folder: Path, pages: Pages) -> None:
    lessons = [path for path in pages if re.match(r"lessons/\d\d-", path)]
    assert len(lessons) == EVERY_LESSON
    for path in lessons:
        soup = pages[path]
        loaded = {
            *(str(e["src"]) for e in soup.find_all(src=True)),
            *(str(e["href"]) for e in soup.select("link[rel=stylesheet]")),
        }
        loaded |= {str(figure["data-script"]) for figure in soup.select("figure[data-script]")}
        files = [folder / path, *((folder / path).parent / link for link in loaded)]
        assert sum(file.resolve().stat().st_size for file in files) < 1_000_000, path


def test_how_to_cite_it() -> None:
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= set(about)


@pytest.mark.parametrize("name", ["build", "check", "publish"])
def test_the_workflow_builds_checks_and_publishes(name: str) -> None:
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))["jobs"]
    assert name in jobs
    assert set(jobs["publish"]["needs"]) == {"build", "check"}
