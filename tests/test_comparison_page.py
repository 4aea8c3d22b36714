"""The comparison as a page: it parses, needs nothing else, escapes everything, and shows every measure and fact in its place."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from graph.comparison import Comparison, compare_notices
from graph.marks import marks_of
from ingest.manifest import ManifestEntry
from ingest.notice import notice_of
from ingest.readers import read
from policygraph import verbs, wording
from policygraph.cli.columns import width
from policygraph.cli.compare import SHOW
from policygraph.cli.side_by_side import side_by_side
from policygraph.web.comparison_page import comparison_page

NOTICES = Path(__file__).resolve().parents[1] / "data/notices"


@pytest.fixture(scope="module")
def weihai() -> Comparison:
    return verbs.compare(NOTICES / "weihai-2020.zh.txt", NOTICES / "weihai-2026.zh.txt")


@pytest.fixture(scope="module")
def cities() -> Comparison:
    return verbs.compare(NOTICES / "jixi-2022.zh.txt", NOTICES / "lianyungang-2023.zh.txt")


@pytest.fixture(scope="module", params=["zh", "en"])
def page(request, weihai) -> html.HtmlElement:
    return html.document_fromstring(comparison_page(weihai, request.param))


def text(node: html.HtmlElement) -> str:
    return node.text_content()


def test_the_page_is_complete_in_itself(weihai, cities):
    for found in (weihai, cities):
        source = comparison_page(found, "zh")
        assert not re.search(r"https?://", source)
        assert "@import" not in source
        assert "url(" not in source
        page = html.document_fromstring(source)
        assert not page.xpath("//link | //img | //iframe | //object | //*[@src]")
        for anchor in page.xpath("//a/@href"):
            assert anchor.startswith("#")
            assert len(page.xpath("//*[@id=$id]", id=anchor[1:])) == 1
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_every_link_is_there_once_with_its_relation(page, weihai):
    shown = Counter(page.xpath("//article[contains(@class, 'pairs')]//div[contains(@class, 'entry')]/@data-relation"))
    assert shown == Counter(link.relation for link in weihai.links)


def test_every_measure_is_there_in_its_own_words(page, weihai):
    texts = {text(node) for node in page.xpath("//article//p[@class='text']")}
    for notice in (weihai.a, weihai.b):
        for clause in notice.clauses:
            for measure in clause.measures:
                assert measure.text in texts


def test_facts_are_highlighted_at_the_right_characters(page, weihai):
    """Read back from the page: the stretches of each kind are those of the facts, in every measure."""
    by_text = {
        measure.text: (measure, clause, notice.document)
        for notice in (weihai.a, weihai.b)
        for clause in notice.clauses
        for measure in clause.measures
    }
    seen = Counter()
    for node in page.xpath(
        "//article//div[contains(@class, 'side') and not(contains(@class, 'nearest'))]//p[@class='text']"
    ):
        marks = marks_of(*by_text[text(node)])
        for kind in ("amount", "deadline", "condition", "unit"):
            want = {n for mark in marks if mark.kind == kind for n in range(mark.span.start, mark.span.end)}
            at, got = len(node.text or ""), set()
            for child in node:
                if kind in child.get("class").split():
                    got |= set(range(at, at + len(text(child))))
                at += len(text(child)) + len(child.tail or "")
            assert got == want
            seen[kind] += bool(want)
    assert seen["amount"] > 3
    assert seen["deadline"] > 3
    assert seen["condition"] > 3


def test_each_side_says_where_it_stands(page, weihai):
    sources = [text(node) for node in page.xpath("//p[@class='source']")]
    first = weihai.a.clauses[0].measures[0]
    assert any("weihai-2020" in s and f"{first.span.start}–{first.span.end}" in s for s in sources)


def test_evidence_is_there_on_demand(page, weihai):
    assert len(page.xpath("//details[@class='evidence']")) == len(weihai.links)
    assert not page.xpath("//details[@open]")


def test_labels_are_in_the_language_asked_for(weihai, cities):
    zh, en = (comparison_page(weihai, language) for language in ("zh", "en"))
    assert all(said in zh for said in ("两版对照", "责任单位", "配对依据", "加强", "减弱", "图例", 'lang="zh-Hans"'))
    assert all(said in en for said in ("Two editions compared: Weihai 2020", "responsible", "strengthens", "weakens"))
    visible = re.sub(r"<style>.*?</style>|<script>.*?</script>|title=\"[^\"]*\"", "", en, flags=re.S)
    labels = html.document_fromstring(visible).xpath(
        "//h2 | //h3 | //th | //span[@class='badge'] | //summary | //caption"
    )
    assert not [text(node) for node in labels if re.search("[\u4e00-\u9fff]", text(node))]
    assert "Two places compared" in comparison_page(cities, "en")
    assert "取消" not in comparison_page(cities, "zh")  # nothing is dropped between two cities


def test_the_page_is_the_same_every_time(weihai):
    again = verbs.compare(NOTICES / "weihai-2020.zh.txt", NOTICES / "weihai-2026.zh.txt")
    assert comparison_page(weihai, "zh") == comparison_page(again, "zh")


NASTY = "一、支持<script>alert(1)</script>企业。对\"A&B\"企业'参展'给予3万元<b>补贴</b>，{{ 7*7 }}。（责任单位：市商务局<i>）\n"


def test_everything_is_escaped():
    sides = [
        notice_of(
            read(NASTY.encode(), f"{year}.txt"),
            entry=ManifestEntry(id=f"n-{year}", file=f"{year}.txt", place_zh="<u>东山市</u>", year=year),
        )
        for year in (2020, 2026)
    ]
    source = comparison_page(compare_notices(*sides), "zh")
    page = html.document_fromstring(source)
    assert not page.xpath("//b[.='补贴'] | //u | //i")
    assert len(page.xpath("//script")) == 1
    assert "alert(1)" not in text(page.xpath("//script")[0])
    assert "{{ 7*7 }}" in text(page.xpath("//main")[0])
    assert "A&B" in text(page.xpath("//main")[0])


def test_a_comparison_with_nothing_in_common_is_a_page_too():
    a, b = (
        notice_of(read(text.encode(), "x.txt"), entry=ManifestEntry(id=id, file="x.txt", place_zh=id, year=2020))
        for id, text in (("甲市", "一、支持参展。给予展位费补贴。\n"), ("乙市", "没有编号的文字。\n"))
    )
    for one, other in ((a, b), (b, b)):
        assert "</html>" in comparison_page(compare_notices(one, other, "cities"), "en")


def test_the_table_fits_into_its_columns(weihai, cities):
    for found in (weihai, cities):
        for language in ("zh", "en"):
            lines = side_by_side(found, language, 100).splitlines()
            assert max(width(re.sub(r"\x1b\[\d*m", "", line)) for line in lines) <= 102  # a comma may hang over


def test_the_csv_opens_in_a_spreadsheet(weihai):
    data = SHOW["csv"](weihai, "zh")
    assert data.startswith("\ufeff")
    assert "\r\n" in data
    rows = list(csv.DictReader(io.StringIO(data.removeprefix("\ufeff"))))
    assert sum(row["from"] != "" and row["to"] != "" for row in rows) == len(weihai.links)
    assert any("2个工作日 → 不超过3个工作日" in row["changes"] for row in rows) or weihai.clause_changes()


def test_every_relation_and_feature_has_words_in_both_languages():
    for name in wording.GLYPHS:
        for mode in ("editions", "cities"):
            assert wording.relation(name, "zh", mode) != name
            assert wording.relation(name, "en", mode)
    from graph.links.features import FEATURES

    for name in (*FEATURES, "relation", "review", "concept:overseas-warehouse"):
        assert wording.feature(name, "zh") != name
        assert wording.feature(name, "en") != name
