"""Notices made by hand: every kind of fact once, spans pointing home, so that the graph layer is tested apart from the parser."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from graph.build import BuildReport, build
from graph.links.evidence import Evidence
from graph.links.link import Links, MeasureLink, Unpaired
from graph.pairs import Pair
from graph.partitions import Summary
from graph.store import Store, open_store
from ingest.manifest import load_manifest
from ingest.model import (
    Amount,
    Citation,
    Clause,
    ConceptMatch,
    Condition,
    Deadline,
    Document,
    Element,
    Measure,
    Notice,
    Page,
    Passage,
    Remark,
    Section,
    Span,
    Stated,
    UnitMention,
)

ROOT = Path(__file__).parents[2]

BUILT = ("jixi-2022.zh", "jixi-2022.en", "weihai-2020.zh", "weihai-2026.zh")

TEXT = """东山市支持对外贸易发展的若干措施

东商发〔2024〕5号

根据《东江省支持外贸发展若干措施》（东政办规〔2024〕2号）精神，制定如下措施。

一、开拓市场

（一）支持境外参展。对参加境外展会的企业，单个标准展位按展位费50%扶持，最高扶持0.8
万元；年度新增5000 万元（含）以上的，每1000万元奖励3万元。2024年12月底前兑现。（牵头单位：市商务局；责任单位：东山海关）

（二）压缩办理时限。出口退税在3个工作日内办结，每季度通报一次，
次年3月底前总结。

本措施由市商务局负责解释。

东山市商务局
2024年3月1日

抄送：市委办公室，市人大常委会办公室。
"""


def at(quote: str, text: str = TEXT, after: int = 0) -> Span:
    start = text.index(quote, after)
    return Span(start, start + len(quote))


def plain(span: Span) -> str:
    return span.of(TEXT).replace("\n", "").replace(" ", "")


def stated(value: object, span: Span | None = None, origin: str = "text") -> Stated[object]:
    return Stated(value=value, span=span, origin=origin)  # type: ignore[arg-type]


def sample(**changes: object) -> Notice:
    def amount(quote: str, value: str, unit: str, role: str, **more: object) -> Amount:
        span = at(quote)
        return Amount(span=span, quote=plain(span), value=Decimal(value), unit=unit, role=role, rule="t", **more)  # type: ignore[arg-type]

    def match(quote: str, scheme: str, concept: str) -> ConceptMatch:
        return ConceptMatch(span=at(quote), quote=quote, scheme=scheme, concept=concept)

    first = at("对参加境外展会的企业，单个标准展位按展位费50%扶持，最高扶持0.8\n万元；")
    second = at("年度新增5000 万元（含）以上的，每1000万元奖励3万元。")
    third = at("2024年12月底前兑现。")
    note = at("（牵头单位：市商务局；责任单位：东山海关）")
    condition = at("年度新增5000 万元（含）以上的")
    clause_1 = Clause(
        path="1/1",
        label="（一）",
        heading="支持境外参展",
        span=Span(at("（一）").start, note.end),
        body=Span(first.start, third.end),
        text=plain(Span(first.start, third.end)),
        page=1,
        units=(
            UnitMention(
                span=at("市商务局；"[:-1]), name="市商务局", role="lead", organisation="东山市商务局", rule="note"
            ),
            UnitMention(span=at("东山海关"), name="东山海关", role="responsible", rule="note"),
        ),
        amounts=(
            amount("50%", "50", "%", "rate", basis="展位费", offer=1, measure="1/1#1"),
            amount("0.8\n万元", "8E+3", "CNY", "cap", comparator="<=", per=("单个标准展位",), offer=1, measure="1/1#1"),
            amount("5000 万元", "50000000", "CNY", "threshold", comparator=">=", measure="1/1#2", offer=1),
            amount("1000万元", "10000000", "CNY", "step", measure="1/1#2", offer=1),
            amount("3万元", "30000.0", "CNY", "benefit", tier=1, measure="1/1#2", offer=1),
        ),
        deadlines=(
            Deadline(
                span=at("2024年12月底前"),
                quote="2024年12月底前",
                kind="by",
                value="2024-12-31",
                due="兑现",
                measure="1/1#3",
            ),
        ),
        measures=(
            Measure(
                id="1/1#1",
                span=first,
                text=plain(first),
                topics=(match("境外展会", "topic", "overseas-trade-fairs"),),
                instruments=(match("扶持", "instrument", "cost-subsidy"),),
                beneficiaries=(match("企业", "beneficiary", "enterprise"),),
                concepts=(
                    match("境外展会", "concept", "overseas-exhibition"),
                    match("标准展位", "concept", "booth-fee"),
                ),
            ),
            Measure(
                id="1/1#2",
                span=second,
                text=plain(second),
                conditions=(Condition(span=condition, quote=plain(condition)),),
            ),
            Measure(id="1/1#3", span=third, text=plain(third)),
        ),
    )
    body_2 = Span(at("出口退税").start, at("次年3月底前总结。").end)
    clause_2 = Clause(
        path="1/2",
        label="（二）",
        heading="压缩办理时限",
        span=Span(at("（二）").start, body_2.end),
        body=body_2,
        text=plain(body_2),
        page=2,
        units=(
            UnitMention(
                span=at("市商务局负责解释"),
                name="市商务局",
                role="follow_up",
                organisation="东山市商务局",
                inherited=True,
            ),
        ),
        amounts=(amount("3个", "3", "个", "count"),),
        deadlines=(
            Deadline(span=at("在3个工作日内"), quote="在3个工作日内", kind="within", value="P3WD", trigger="申报"),
            Deadline(span=at("每季度"), quote="每季度", kind="every", value="P3M", measure="1/2#1"),
            Deadline(
                span=at("次年3月底前"),
                quote="次年3月底前",
                kind="by",
                value="+1Y-03-31",
                inferred=True,
                measure="1/2#9",
            ),
        ),
        measures=(Measure(id="1/2#1", span=body_2, text=plain(body_2), certainty="strive"),),
    )
    basis = Citation(
        span=at("《东江省支持外贸发展若干措施》（东政办规〔2024〕2号）"),
        title="东江省支持外贸发展若干措施",
        document_number="东政办规〔2024〕2号",
    )
    values: dict[str, object] = {
        "id": "dongshan-2024",
        "language": "zh",
        "document": Document(
            text=TEXT,
            source="/some/where/dongshan-2024.zh.txt",
            format="txt",
            sha256=hashlib.sha256(b"file").hexdigest(),
            encoding="utf-8",
            pages=(
                Page(number=1, span=Span(0, at("（二）").start)),
                Page(number=2, span=Span(at("（二）").start, len(TEXT))),
            ),
            remarks=(Remark(code="odd-spaces", message="spaces inside numbers"),),
        ),
        "title": stated("东山市支持对外贸易发展的若干措施", at("东山市支持对外贸易发展的若干措施")),
        "document_number": stated("东商发〔2024〕5号", at("东商发〔2024〕5号")),
        "issuers": (stated("东山市商务局", at("东山市商务局\n")),),
        "addressees": (stated("各区市人民政府", None, "inferred"),),
        "interpreted_by": (stated("市商务局", at("市商务局", after=at("本措施由").start)),),
        "issued_on": stated(date(2024, 3, 1), at("2024年3月1日")),
        "place": stated("东山市", None, "manifest"),
        "place_en": "Dongshan",
        "region_code": "990100",
        "year": stated(2024, None, "manifest"),
        "valid_for": stated("P12M", None, "inferred"),
        "cites": (basis,),
        "elements": (
            Element(
                name="抄送",
                text="抄送：市委办公室，市人大常委会办公室。",
                span=at("抄送：市委办公室，市人大常委会办公室。"),
            ),
        ),
        "sections": (Section(path="1", label="一、", heading="开拓市场", span=at("一、开拓市场"), page=1),),
        "clauses": (clause_1, clause_2),
        "passages": (
            Passage(
                kind="preamble",
                span=Span(at("根据《").start, at("制定如下措施。").end),
                text="根据《东江省支持外贸发展若干措施》（东政办规〔2024〕2号）精神，制定如下措施。",
            ),
            Passage(kind="closing", span=at("本措施由市商务局负责解释。"), text="本措施由市商务局负责解释。"),
        ),
        "remarks": (
            Remark(code="number-without-fact", message="「2」 is under no fact", span=at("2号"), hint="a new rule"),
        ),
    }
    return Notice(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def notice() -> Notice:
    return sample()


@pytest.fixture(scope="session")
def make_notice() -> Callable[..., Notice]:
    return sample


@pytest.fixture(scope="session")
def pair() -> Pair:
    """The sample of 2020 and of 2024, to be compared."""

    def summary(year: int) -> Summary:
        return Summary(
            id=f"dongshan-{year}",
            language="zh",
            file=f"dongshan-{year}.zh.txt",
            place="990100",
            year=year,
            translation_of=None,
            clauses=2,
            units=2,
            amounts=5,
            deadlines=1,
            remarks=0,
            quads=1,
            measures={"1/1": 3, "1/2": 1},
            roles={"1/1": ["lead", "responsible"], "1/2": ["follow_up"]},
        )

    return Pair(summary(2020), summary(2024), "editions")


@pytest.fixture(scope="session")
def links() -> Links:
    """What the linker may say about that pair."""
    evidence = Evidence(
        feature="shared-concept", value=0.123456, left_quotes=("境外展会",), right_quotes=("境外展会", "标准展位")
    )
    link = MeasureLink(
        left_id="dongshan-2020/1/1#1",
        right_id="dongshan-2024/1/1#1",
        relation="strengthens",
        score=0.87654321,
        rank=1,
        margin=0.25,
        evidence=(evidence,),
        why_zh="上限提高",
        why_en="the cap went up",
    )
    dropped = Unpaired(
        id="dongshan-2020/1/2#1",
        compared_with="dongshan-2024",
        best_id="dongshan-2024/1/2#1",
        best_score=0.3,
        relation="dropped",
    )
    new = Unpaired(
        id="dongshan-2024/1/1#3", compared_with="dongshan-2020", best_id=None, best_score=0.0, relation="new"
    )
    return Links(links=(link,), dropped=(dropped,), new=(new,))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """A store of notices in data/notices: two editions, another city, a translation."""
    folder = tmp_path_factory.mktemp("built")
    manifest = load_manifest(ROOT / "data" / "manifest.csv")
    files = [ROOT / "data" / "notices" / f"{name}.txt" for name in BUILT]
    return build(files, manifest=manifest, store_dir=folder / "store")


@pytest.fixture(scope="session")
def store(built: BuildReport) -> Store:
    return open_store(built.store)
