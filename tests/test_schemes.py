"""The concept schemes are whole, bilingual and say where a bad row is."""

from __future__ import annotations

import pytest

from ingest.errors import LexiconError, UsageError
from ingest.lexicon.schemes import COLUMNS, SCHEMES, load_scheme, read_scheme

HEADER = "\t".join(COLUMNS)


def row(**cells: str) -> str:
    return "\t".join(cells.get(name, "") for name in COLUMNS)


@pytest.mark.parametrize("name", SCHEMES)
def test_every_concept_is_bilingual_and_hangs_in_the_tree(name: str) -> None:
    scheme = load_scheme(name)
    assert len({c.id for c in scheme.concepts}) == len(scheme.concepts)
    for concept in scheme.concepts:
        assert concept.pref["zh"].strip() and concept.pref["en"].strip()
        # every label belongs to its language: Chinese labels have a Chinese character or are a code or an abbreviation
        assert any("\u4e00" <= c <= "\u9fff" for c in concept.pref["zh"]) or concept.pref["zh"].isascii()
        assert not any("\u4e00" <= c <= "\u9fff" for c in "".join(concept.labels("en")))
        for broader in concept.broader:
            assert broader in scheme or broader.removeprefix("topic:") in load_scheme("topic")
        assert concept.id not in scheme.ancestors(concept.id)


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_label_stands_for_two_concepts_of_one_scheme(name: str, language: str) -> None:
    owners: dict[str, str] = {}
    for concept in load_scheme(name).concepts:
        for label in concept.labels(language):
            key = label.lower().replace("“", "").replace("”", "").replace("-", " ")
            assert owners.setdefault(key, concept.id) == concept.id, f"{label}: {owners[key]}, {concept.id}"


def test_every_fine_concept_has_a_way_up_to_a_topic_or_a_root() -> None:
    scheme = load_scheme("concept")
    for concept in scheme.concepts:
        above = scheme.ancestors(concept.id)
        assert not concept.broader or above


BAD = {
    "unknown broader": (row(id="a", broader="b", zh="甲", en="a"), "t.tsv:2: 'a': unknown broader 'b'"),
    "doubled id": (
        row(id="a", zh="甲", en="a") + "\n" + row(id="a", zh="乙", en="b"),
        "t.tsv:3: id 'a' again, first in line 2",
    ),
    "one language only": (row(id="a", zh="甲"), "t.tsv:2: 'a' has no label in 'en'"),
    "empty label between bars": (row(id="a", zh="甲", en="a", zh_also="乙||丙"), "t.tsv:2: empty value in 'zh_also'"),
    "code without a system": (row(id="a", zh="甲", en="a", codes="15"), "t.tsv:2: code '15' (try: SYSTEM:CODE)"),
    "ring": (
        row(id="a", broader="b", zh="甲", en="a") + "\n" + row(id="b", broader="a", zh="乙", en="b"),
        "t.tsv:2: broader than itself: a → b → a",
    ),
    "cells missing": ("a\t\t甲", "t.tsv:2: 3 cells instead of 10"),
    "no id": (row(zh="甲", en="a"), "t.tsv:2: row without an id"),
}


@pytest.mark.parametrize(("rows", "message"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_is_named(rows: str, message: str) -> None:
    with pytest.raises(LexiconError) as caught:
        read_scheme(f"{HEADER}\n{rows}\n", source="t.tsv")
    assert str(caught.value) == message


def test_a_table_without_header_is_refused() -> None:
    with pytest.raises(LexiconError, match="no header row"):
        read_scheme("# only a comment\n", source="t.tsv")
    with pytest.raises(LexiconError, match="wrong header row"):
        read_scheme("id\tlabel\n", source="t.tsv")


def test_comments_and_empty_lines_are_no_rows() -> None:
    (concept,) = read_scheme(
        f"# words\n\n{HEADER}\n{row(id='a', zh='甲', en='a', zh_also='乙|丙', codes='GTA:15|MAST:P6')}\n",
        source="t.tsv",
    )
    assert concept.labels("zh") == ("甲", "乙", "丙")
    assert concept.codes == (("GTA", "15"), ("MAST", "P6"))


def test_an_unknown_scheme_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="no concept scheme 'topics'"):
        load_scheme("topics")


def test_ancestors_cross_from_a_fine_concept_to_its_topic() -> None:
    above = load_scheme("concept").ancestors("short-term-eci")
    assert above["export-credit-ins"] == 1
    assert above["topic:export-credit-insurance"] == 2
    assert above["topic:risk-finance"] == 3  # the group of the topic
