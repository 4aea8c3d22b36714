"""From a notice to quads: every fact a node, every node a place, nothing that depends on the day or the machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pyoxigraph import BlankNode, Literal, NamedNode

from graph.facts import Facts
from graph.mapping import currencies, notice_quads
from graph.nquads import canonical, read
from graph.organisations import english, full_name
from graph.terms import term
from graph.vocabulary import vocabulary_quads
from ingest import model
from ingest.errors import UsageError
from ingest.model import Amount, Notice, Span, UnitMention

ID = "https://w3id.org/policygraph/id/"
N = ID + "dongshan-2024"

Sample = Callable[..., Notice]


def node(name: str) -> NamedNode:
    return NamedNode(f"{N}/{name}" if name else N)


@pytest.fixture(scope="module")
def facts(notice: Notice) -> Facts:
    return Facts(notice_quads(notice))


def test_fields_of_the_notice(facts: Facts) -> None:
    me = node("")
    assert facts.nodes(me, "rdf:type") == [term("eli:LegalResource"), term("pg:Notice")]
    assert facts.text(me, "dcterms:title", "zh") == "东山市支持对外贸易发展的若干措施"
    assert facts.text(me, "eli:id_local") == "东商发〔2024〕5号"
    assert facts.text(me, "eli:date_document") == "2024-03-01"
    assert facts.text(me, "pg:year") == "2024"
    assert facts.text(me, "pg:validFor") == "P1Y"
    region = facts.node(me, "eli:jurisdiction")
    assert region == NamedNode(ID + "region/990100")
    assert {v.value for v in facts.values(region, "skos:prefLabel")} == {"东山市", "Dongshan"}
    assert facts.node(me, "eli:passed_by") == NamedNode(ID + "org/东山市商务局")


def test_where_a_field_was_taken_from(facts: Facts) -> None:
    title, year = node("field/title"), node("field/year")
    assert facts.node(title, "pg:origin") == NamedNode("https://w3id.org/policygraph/origin/text")
    assert facts.node(title, "pg:source") is not None
    assert facts.node(year, "pg:origin") == NamedNode("https://w3id.org/policygraph/origin/manifest")
    assert facts.node(year, "pg:source") is None
    assert facts.node(year, "rdf:predicate") == term("pg:year")
    assert facts.values(year, "rdf:object") == facts.values(node(""), "pg:year")


def test_outline(facts: Facts) -> None:
    section, clause = node("section/1"), node("clause/1/2")
    assert facts.node(clause, "eli:is_part_of") == section
    assert facts.node(section, "eli:is_part_of") == node("")
    assert [facts.text(c, "pg:path") for c in facts.in_order(facts.nodes(node(""), "pg:hasClause"))] == ["1/1", "1/2"]
    assert facts.text(clause, "dcterms:title", "zh") == "压缩办理时限"
    assert facts.text(clause, "pg:page") == "2"


def test_amounts_hang_on_their_measure_and_say_what_they_are(facts: Facts) -> None:
    rate, cap, threshold = (node(f"amount/1/1/{n}") for n in (1, 2, 3))
    assert rate in facts.nodes(node("measure/1/1/1"), "pg:hasAmount")
    assert facts.text(rate, "schema:value") == "0.5"
    assert facts.text(rate, "pg:percent") == "50"
    assert facts.text(rate, "schema:unitText") == "ratio"
    assert facts.text(cap, "schema:value") == "8000"
    assert facts.text(cap, "schema:currency") == "CNY"
    assert facts.node(cap, "pg:comparator") == term("odrl:lteq")
    assert facts.text(cap, "pg:surface", "zh") == "0.8万元"
    assert facts.node(cap, "pg:inOffer") == facts.node(rate, "pg:inOffer") == node("offer/1/1/1/1")
    assert facts.node(threshold, "pg:inOffer") == node("offer/1/1/2/1")  # offers are numbered within a measure
    assert facts.node(threshold, "pg:inCondition") == node("condition/1/1/2/1")
    assert facts.nodes(node("clause/1/1"), "pg:hasAmount") == []


def test_a_fact_of_no_measure_hangs_on_the_clause(facts: Facts) -> None:
    clause = node("clause/1/2")
    assert facts.nodes(clause, "pg:hasAmount") == [node("amount/1/2/1")]
    # 1/2#1 exists, 1/2#9 does not: a fact is not lost with a measure that is not there
    assert set(facts.nodes(clause, "pg:hasDeadline")) == {node("deadline/1/2/1"), node("deadline/1/2/3")}
    assert facts.nodes(node("measure/1/2/1"), "pg:hasDeadline") == [node("deadline/1/2/2")]


def test_a_measure_word_is_tagged_and_a_container_unit_is_no_currency(make_notice: Sample, notice: Notice) -> None:
    assert "TEU" not in currencies() and "INR" in currencies()
    clause = notice.clauses[0]
    teu = Amount(span=Span(0, 3), quote="500TEU", value=Decimal(500), unit="TEU", role="threshold")
    changed = make_notice(clauses=(replace(clause, amounts=(teu,)),))
    facts = Facts(notice_quads(changed))
    amount = facts.of_type("pg:Amount")[0]
    assert term("schema:QuantitativeValue") in facts.nodes(amount, "rdf:type")
    assert facts.text(amount, "schema:currency") is None


def test_one_organisation_however_it_is_printed(facts: Facts) -> None:
    """市商务局 is resolved on a clause; the same words in 本措施由市商务局负责解释 mean the same bureau."""
    bureau = NamedNode(ID + "org/东山市商务局")
    for responsibility in ("responsibility/1/1/1", "responsibility/interpreter/1", "responsibility/issuer/1"):
        assert facts.node(node(responsibility), "cv:hasParticipant") == bureau
    names = {str(v) for v in facts.values(bureau, "skos:prefLabel")}
    assert names == {'"东山市商务局"@zh', '"Dongshan Municipal Bureau of Commerce"@en'}
    assert facts.texts(bureau, "skos:altLabel") == ["市商务局"]


def test_a_name_that_means_something_only_here_is_put_under_its_place(facts: Facts) -> None:
    assert facts.node(node("responsibility/addressee/1"), "cv:hasParticipant") == NamedNode(
        ID + "org/东山市各区市人民政府"
    )
    assert facts.node(node("responsibility/1/1/2"), "cv:hasParticipant") == NamedNode(ID + "org/东山海关")


def test_the_same_local_name_in_two_places_is_two_organisations(make_notice: Sample, notice: Notice) -> None:
    def organisation(place: str) -> set[str]:
        changed = make_notice(
            place=model.Stated(value=place, span=None, origin="manifest"), interpreted_by=(), issuers=()
        )
        return {n.value for n in Facts(notice_quads(changed)).of_type("org:Organization") if "各区市" in n.value}

    assert organisation("东山市").isdisjoint(organisation("西山市"))


ORGANISATIONS = {
    "a bureau of the city": ("市商务局", "威海市", "威海市商务局"),
    "the second 市 belongs to the name": ("市市场监管局", "威海市", "威海市市场监督管理局"),
    "市场 is no city": ("市场监督管理局", "威海市", "威海市市场监督管理局"),
    "a bureau of a county notice": ("县财政局", "桦川县", "桦川县财政局"),
    "of the county, in a notice of the city": ("县财政局", "威海市", None),
    "of the province: which one is not said": ("省商务厅", "威海市", None),
    "a party body": ("市委港澳办", "威海市", "中共威海市委港澳工作办公室"),
    "not one but many, of the place": ("市有关部门、单位", "威海市", "威海市有关部门、单位"),
    "each of them, of the place": ("各区市人民政府", "威海市", "威海市各区市人民政府"),
    "full already": ("威海市商务局", "威海市", "威海市商务局"),
    "named after the place": ("威海银保监分局", "威海市", "威海银保监分局"),
    "customs of another place": ("荣成海关", "威海市", "荣成海关"),
    "a national body": ("国家税务总局威海市税务局", "威海市", "国家税务总局威海市税务局"),
    "national level is no national body": ("国家级开发区管委会", "威海市", None),
    "the zone of the place": ("综保区管委", "威海市", "威海综合保税区管理委员会"),
    "no place known": ("市商务局", None, None),
}


@pytest.mark.parametrize(("name", "place", "want"), ORGANISATIONS.values(), ids=ORGANISATIONS.keys())
def test_which_organisation_a_name_means(name: str, place: str | None, want: str | None) -> None:
    assert full_name(name, place) == want


def test_english_names_of_another_place_are_not_taken() -> None:
    """市贸促会 of Weihai is "CCPIT Weihai"; that of Lianyungang is another."""
    weihai, lianyungang = (f"中国国际贸易促进委员会{place}委员会" for place in ("威海市", "连云港市"))
    assert "Weihai" in (english(weihai, "威海市", "Weihai") or "")
    assert "Weihai" not in (english(lianyungang, "连云港市", "Lianyungang") or "")
    assert english("连云港市司法局", "连云港市", "Lianyungang") == "Lianyungang Municipal Bureau of Justice"


def test_copied_recipients_are_units_in_a_role(facts: Facts) -> None:
    names = [facts.text(node(f"responsibility/cc/{n}"), "pg:surface") for n in (1, 2)]
    assert names == ["市委办公室", "市人大常委会办公室"]


def test_a_basis_is_what_the_preamble_appeals_to(facts: Facts) -> None:
    work = NamedNode(ID + "work/东政办规〔2024〕2号")
    assert facts.nodes(node(""), "pg:legalBasis") == [work] == facts.nodes(node(""), "eli:cites")
    assert facts.text(work, "dcterms:title", "zh") == "东江省支持外贸发展若干措施"


def test_concepts_and_the_words_that_show_them(facts: Facts) -> None:
    measure = node("measure/1/1/1")
    assert facts.node(measure, "dcterms:subject") == NamedNode(
        "https://w3id.org/policygraph/topic/overseas-trade-fairs"
    )
    assert len(facts.nodes(measure, "pg:concept")) == 2
    matches = facts.nodes(measure, "pg:hasMatch")
    # 境外展会 shows a topic and a fine concept: one match with two bodies
    assert sorted(len(facts.nodes(m, "oa:hasBody")) for m in matches) == [1, 1, 1, 2]
    assert {facts.text(m, "pg:surface") for m in matches} == {"境外展会", "扶持", "企业", "标准展位"}


def test_remarks_of_reader_and_pipeline(facts: Facts) -> None:
    assert {facts.text(r, "pg:remarkCode") for r in facts.of_type("pg:Remark")} == {"odd-spaces", "number-without-fact"}


def test_a_translation_is_no_notice(make_notice: Sample) -> None:
    facts = Facts(notice_quads(make_notice(id="dongshan-2024-en", translation_of="dongshan-2024")))
    assert facts.of_type("pg:Notice") == []
    (translation,) = facts.of_type("pg:Translation")
    assert facts.node(translation, "pg:translationOf") == node("")


def test_every_fact_of_the_notice_is_there(facts: Facts, notice: Notice) -> None:
    def count(name: str) -> int:
        return sum(len(getattr(clause, name)) for clause in notice.clauses)

    assert len(facts.of_type("pg:Amount")) == count("amounts")
    assert len(facts.of_type("pg:Deadline")) == count("deadlines")
    assert len(facts.of_type("pg:Measure")) == count("measures")
    assert len(facts.of_type("pg:Clause")) == len(notice.clauses)
    assert len(facts.of_type("pg:Passage")) == len(notice.passages)


# ---------------------------------------------------------------------------------------------------------------------
# laws


def test_no_blank_nodes_and_one_named_graph(notice: Notice) -> None:
    quads = notice_quads(notice)
    assert {quad.graph_name for quad in quads} == {NamedNode(ID + "graph/notice/dongshan-2024")}
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_words_are_tagged_and_codes_are_not(notice: Notice) -> None:
    allowed = {
        *(
            "dcterms:identifier",
            "dcterms:language",
            "dcterms:format",
            "eli:id_local",
            "eli:number",
            "pg:path",
            "pg:unit",
        ),
        *(
            "pg:rule",
            "pg:sha256",
            "pg:fileName",
            "pg:encoding",
            "pg:extractionProfile",
            "pg:elementName",
            "pg:remarkCode",
        ),
        *(
            "pg:deadlineValue",
            "schema:currency",
            "schema:unitText",
            "schema:softwareVersion",
            "skos:notation",
            "rdf:object",
        ),
    }
    typed = {
        q.predicate
        for q in notice_quads(notice)
        if isinstance(q.object, Literal) and q.object.datatype == term("xsd:string") and not q.object.language
    }
    assert typed <= {term(name) for name in allowed}


def test_every_quote_stands_where_it_says(notice: Notice, facts: Facts) -> None:
    text = notice.document.text
    places = facts.of_type("oa:SpecificResource")
    assert places
    for place in places:
        position, quote = facts.nodes(place, "oa:hasSelector")
        start, end = (int(facts.number(position, f"oa:{name}") or 0) for name in ("start", "end"))
        assert facts.text(quote, "oa:exact") == text[start:end]
        around = f"{facts.text(quote, 'oa:prefix')}{text[start:end]}{facts.text(quote, 'oa:suffix')}"
        assert around in text
        assert place.value.endswith(f"/{start}-{end}")


def test_every_term_is_declared(notice: Notice) -> None:
    """Each class and property of ours that the mapping uses has a label and a comment in both languages."""
    vocabulary = Facts(vocabulary_quads())
    used = {q.predicate for q in notice_quads(notice)} | {
        q.object for q in notice_quads(notice) if q.predicate == term("rdf:type") and isinstance(q.object, NamedNode)
    }
    ours = {name for name in used if name.value.startswith(term("pg:x").value[:-1])}
    assert ours
    for name in ours:
        for property in ("rdfs:label", "rdfs:comment"):
            assert {v.language for v in vocabulary.values(name, property) if isinstance(v, Literal)} == {"zh", "en"}, (
                name
            )


def test_nothing_of_this_machine_goes_in(notice: Notice) -> None:
    assert b"/some/where" not in canonical(notice_quads(notice))


def test_order_of_facts_in_memory_does_not_matter(make_notice: Sample, notice: Notice) -> None:
    again = make_notice(clauses=tuple(reversed(notice.clauses)), passages=notice.passages)
    assert canonical(notice_quads(again)) == canonical(notice_quads(notice))


def test_canonical_lines_come_back(notice: Notice) -> None:
    quads = notice_quads(notice)
    assert read(canonical(quads)) == quads


SCRIPT = """
import sys; sys.path.insert(0, "tests/rdf")
from conftest import sample
from graph.mapping import notice_quads
from graph.nquads import canonical
sys.stdout.buffer.write(canonical(notice_quads(sample())))
"""


def test_another_process_writes_the_same_bytes(notice: Notice) -> None:
    """Another hash seed, another time zone."""
    root = Path(__file__).parents[2]
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)}
        found = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=root, env=environment, capture_output=True, check=True
        )
        assert found.stdout == canonical(notice_quads(notice))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.none() | st.text(min_size=1, max_size=20))
def test_any_words_of_a_notice_can_be_written(make_notice: Sample, quote: str, name: str, full: str | None) -> None:
    """Whatever a parser finds in a broken file, the graph can hold it or says why not; never another exception."""
    notice = make_notice()
    unit = UnitMention(span=Span(0, 1), name=name, role="lead", organisation=full)
    amount = Amount(span=Span(0, 1), quote=quote, value=Decimal(1), unit=name, basis=quote)
    clause = replace(notice.clauses[0], units=(unit,), amounts=(amount,), text=quote)
    try:
        quads = notice_quads(make_notice(clauses=(clause,)))
    except UsageError:
        return
    assert read(canonical(quads)) == quads


def test_code_lists_have_the_words_of_the_model() -> None:
    vocabulary = Facts(vocabulary_quads())

    def words(scheme: str) -> set[str]:
        me = NamedNode(f"https://w3id.org/policygraph/{scheme}")
        return {c.value.rpartition("/")[2] for c in vocabulary.nodes(me, "skos:hasTopConcept")}

    assert words("amount-role") == set(get_args(model.AmountRole))
    assert words("deadline-kind") == set(get_args(model.DeadlineKind))
    assert words("certainty") == set(get_args(model.Certainty))
    assert words("unit-role") >= set(get_args(model.UnitRole))
    assert words("passage-kind") == set(get_args(get_type_hints(model.Passage)["kind"]))
    assert words("origin") == set(get_args(get_type_hints(model.Stated)["origin"]))
