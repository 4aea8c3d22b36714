"""Names of things: readable, safe, one for each thing."""

from __future__ import annotations

from urllib.parse import urljoin

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from graph.iri import Names, segment, split_measure
from ingest.errors import UsageError

SEGMENTS = {
    "a Chinese name stays": ("威海市商务局", "威海市商务局"),
    "full-width brackets are the same as half-width ones": (
        "鸡西市商务局（市投资合作促进局）",
        "鸡西市商务局(市投资合作促进局)",
    ),
    "spaces inside Chinese are layout": ("中国信保 威海 办事处", "中国信保威海办事处"),
    "spaces between Latin words are not": ("Weihai Customs", "Weihai_Customs"),
    "a colon would make a scheme of it": ("a:b", "a%3Ab"),
    "a slash would make a path of it": ("市/县", "市%2F县"),
    "fragments and queries": ("a#b?c", "a%23b%3Fc"),
    "brackets of a document number": ("黑政办规〔2022〕6号", "黑政办规〔2022〕6号"),
    "old style brackets are not for IRIs": ("X[2022]6", "X%5B2022%5D6"),
    "percent itself": ("50%", "50%25"),
    "private use is not allowed in a path": ("\ue000", "%EE%80%80"),
}


@pytest.mark.parametrize(("name", "want"), SEGMENTS.values(), ids=SEGMENTS.keys())
def test_segment(name: str, want: str) -> None:
    assert segment(name) == want


@pytest.mark.parametrize("name", ["", "  ", ".", "..", "\u3000"])
def test_no_name_no_iri(name: str) -> None:
    with pytest.raises(UsageError):
        segment(name)


@given(st.text(min_size=1).filter(lambda t: t.encode("utf-8", "ignore").decode() == t))
def test_any_name_gives_an_iri_that_every_library_takes(name: str) -> None:
    """Oxigraph checks IRIs, rdflib warns, and relative resolution must give the same IRI back (JSON-LD relies on it)."""
    try:
        iri = Names().organisation(name)
    except UsageError:
        return
    assert list(pyoxigraph.parse(f"<{iri}> <urn:p> <urn:o> .", format=pyoxigraph.RdfFormat.N_TRIPLES))
    assert rdflib.URIRef(iri).n3() == f"<{iri}>"
    assert urljoin(Names().base, iri.removeprefix(Names().base)) == iri
    assert " " not in iri and "#" not in iri


def test_scheme_of_names() -> None:
    names = Names("https://example.org/id/")
    assert names.measure("weihai-2026", "3/23#1") == "https://example.org/id/weihai-2026/measure/3/23/1"
    assert names.part("weihai-2026", "amount", "3/23", 2) == "https://example.org/id/weihai-2026/amount/3/23/2"
    assert names.organisation("各区市人民政府", "威海市") == "https://example.org/id/org/威海市/各区市人民政府"
    assert names.region("威海市", "371000") == "https://example.org/id/region/371000"
    assert names.region("威海综合保税区", None) == "https://example.org/id/place/威海综合保税区"
    assert names.link("a-2020/1#5", "b-2026/3/2#1") == "https://example.org/id/link/a-2020/1/5/to/b-2026/3/2/1"
    assert split_measure("weihai-2026/3/23#1") == ("weihai-2026", "3/23", "1")


def test_measures_and_clauses_never_share_a_name() -> None:
    """Measure 1 of clause 1/1 and measure 1/1 … the number of the measure is always the last step."""
    names = Names()
    made = {names.measure("n", m) for m in ("1#1", "1#2", "1/1#1", "1/1#2", "1/2#1", "11#1")}
    assert len(made) == 6


@pytest.mark.parametrize("bad", ["weihai-2026", "weihai-2026/1", "#1", "weihai-2026/#1", "/1#1", "a/1#"])
def test_bad_measure_ids(bad: str) -> None:
    with pytest.raises(UsageError):
        split_measure(bad)


@pytest.mark.parametrize("notice", ["org", "graph", "region", "work"])
def test_a_notice_cannot_take_a_reserved_name(notice: str) -> None:
    with pytest.raises(UsageError):
        Names().notice(notice)


@pytest.mark.parametrize(
    "base", ["", "id/", "https://example.org/id", "https://example.org/a b/", "https://e.org/<x>/", "https://e.org/x#"]
)
def test_bad_bases(base: str) -> None:
    with pytest.raises(UsageError):
        Names(base)
