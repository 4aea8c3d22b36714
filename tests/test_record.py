"""The JSON shape of a notice is a contract: these keys, these kinds of values."""

import json
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from ingest.model import (
    Amount,
    Clause,
    ConceptMatch,
    Deadline,
    Document,
    Measure,
    Notice,
    Remark,
    Section,
    Span,
    Stated,
    UnitMention,
)
from ingest.record import json_line, number, record_of

TEXT = "一、鼓励参展\n对参展企业最高补助0.8万元，2026年底前兑现。（责任单位：市商务局）"


def of(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(start, start + len(quote))


NOTICE = Notice(
    id="weihai-2026",
    language="zh",
    document=Document(
        text=TEXT, source="a.txt", format="text", sha256="0" * 64, remarks=(Remark(code="x", message="y"),)
    ),
    title=Stated(value="政策措施"),
    issued_on=Stated(value=date(2026, 1, 9)),
    year=Stated(value=2026, origin="manifest"),
    issuers=(Stated(value="威海市商务局"),),
    sections=(Section(path="1", label="一、", heading="鼓励参展", span=of("一、鼓励参展")),),
    clauses=(
        Clause(
            path="1",
            label="一、",
            heading="鼓励参展",
            span=Span(0, len(TEXT)),
            body=of("对参展企业最高补助0.8万元，2026年底前兑现。"),
            text="对参展企业最高补助0.8万元，2026年底前兑现。",
            units=(UnitMention(span=of("市商务局"), name="市商务局", role="responsible"),),
            amounts=(
                Amount(
                    span=of("最高补助0.8万元"),
                    quote="最高补助0.8万元",
                    value=Decimal("8000.0"),
                    unit="CNY",
                    comparator="<=",
                    role="cap",
                    measure="1#1",
                ),
            ),
            deadlines=(
                Deadline(span=of("2026年底前"), quote="2026年底前", kind="by", value="2026-12-31", measure="1#1"),
            ),
            measures=(
                Measure(
                    id="1#1",
                    span=of("对参展企业最高补助0.8万元，2026年底前兑现。"),
                    text="对参展企业最高补助0.8万元，2026年底前兑现。",
                    topics=(
                        ConceptMatch(span=of("参展"), quote="参展", scheme="topic", concept="exhibitions"),
                        ConceptMatch(span=of("参展企业"), quote="参展企业", scheme="topic", concept="exhibitions"),
                    ),
                ),
            ),
        ),
    ),
)

CONTRACT = {
    "": {"id", "language", "notice", "sections", "clauses"},
    "notice": {
        "title",
        "notice_title",
        "document_number",
        "issuers",
        "addressees",
        "issued_on",
        "printed_on",
        "place",
        "year",
        "valid_from",
        "valid_until",
        "valid_for",
        "cites",
        "interpreted_by",
    },
    "sections": {"path", "heading"},
    "clauses": {
        "path",
        "label",
        "heading",
        "text",
        "start",
        "end",
        "page",
        "units",
        "amounts",
        "deadlines",
        "measures",
    },
    "units": {"name", "role", "start", "end"},
    "amounts": {
        "quote",
        "value",
        "unit",
        "comparator",
        "role",
        "basis",
        "tier",
        "start",
        "end",
        "measure",
    },
    "deadlines": {"quote", "kind", "value", "inferred", "start", "end", "measure"},
    "measures": {"id", "text", "start", "end", "topics", "instruments", "beneficiaries", "certainty"},
}


def test_the_keys_of_the_contract_are_there():
    record = record_of(NOTICE)
    assert CONTRACT[""] <= record.keys()
    assert CONTRACT["notice"] == record["notice"].keys()
    assert CONTRACT["sections"] <= record["sections"][0].keys()
    clause = record["clauses"][0]
    assert CONTRACT["clauses"] <= clause.keys()
    for facts in ("units", "amounts", "deadlines", "measures"):
        assert CONTRACT[facts] <= clause[facts][0].keys(), facts


def test_values_are_as_the_contract_says():
    record = record_of(NOTICE)
    assert record["notice"]["issued_on"] == "2026-01-09"
    assert record["notice"]["valid_until"] is None
    assert record["notice"]["cites"] == []
    amount = record["clauses"][0]["amounts"][0]
    assert (amount["value"], type(amount["value"]), amount["basis"]) == (8000, int, None)
    assert record["clauses"][0]["measures"][0]["topics"] == ["exhibitions"]  # each once, though shown by two words
    assert [remark["code"] for remark in record["remarks"]] == ["x"]


def test_offsets_point_into_the_text_of_the_record():
    record = record_of(NOTICE)
    clause = record["clauses"][0]
    for fact in (*clause["amounts"], *clause["deadlines"]):
        assert record["text"][fact["start"] : fact["end"]] == fact["quote"]
    assert record["text"][slice(*clause["body"])] == clause["text"]


def test_a_line_is_one_line_and_reads_back():
    line = json_line(record_of(NOTICE))
    assert "\n" not in line
    assert "威海市商务局" in line
    assert json.loads(line) == record_of(NOTICE)


def test_an_empty_notice_has_all_keys():
    bare = replace(NOTICE, title=None, issued_on=None, year=None, issuers=(), sections=(), clauses=())
    record = record_of(bare)
    assert record["notice"].keys() == CONTRACT["notice"]
    assert record["clauses"] == []


@pytest.mark.parametrize(
    ("given", "want"),
    [("8000.0", 8000), ("0.25", 0.25), ("2E+8", 200000000), ("-3", -3), ("0", 0)],
)
def test_whole_numbers_have_no_point(given, want):
    got = number(Decimal(given))
    assert (got, type(got)) == (want, type(want))
