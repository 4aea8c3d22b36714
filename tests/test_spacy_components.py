"""The finders as spaCy users meet them: names after installation, spans, typed attributes, processes, bytes, pictures."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
import spacy
from spacy.tokens import Doc

from ingest.pipeline import factories
from ingest.pipeline.components import facts

TEXT = "对年度新增进出口额5000万元（含）以上的，增量部分每1000万元给予3万元奖励。（牵头单位：市商务局、市财政局）"


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("zh")
    for name in factories.NAMES:
        nlp.add_pipe(name)
    return nlp


def test_each_kind_has_its_spans(nlp):
    doc = nlp(TEXT)
    assert [(s.text, s.label_) for s in doc.spans["amounts"]] == [
        ("5000万元（含）以上", "threshold"),
        ("1000万元", "step"),
        ("3万元", "benefit"),
    ]
    assert [(s.text, s.label_) for s in doc.spans["units"]] == [("市商务局", "lead"), ("市财政局", "lead")]
    assert [s.label_ for s in doc.spans["measures"]] == ["committed"]


def test_a_span_gives_its_fact_typed(nlp):
    doc = nlp(TEXT)
    threshold, step, benefit = (s._.policygraph for s in doc.spans["amounts"])
    assert (threshold.value, threshold.comparator) == (50_000_000, ">=")
    assert (step.role, benefit.unit) == ("step", "CNY")


def test_a_span_of_somebody_else_has_no_fact(nlp):
    doc = nlp(TEXT)
    assert doc[0:2]._.policygraph is None


def test_facts_survive_bytes(nlp):
    doc = nlp(TEXT)
    back = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    for key in ("units", "amounts", "deadlines", "citations", "concepts", "measures"):
        assert facts(back, key) == facts(doc, key)
    assert [s._.policygraph for s in back.spans["amounts"]] == facts(doc, "amounts")


def test_facts_cross_processes(nlp):
    texts = [TEXT, "每季度调度，3个工作日内办结。"] * 3
    alone = [facts(doc, "amounts") + facts(doc, "deadlines") for doc in nlp.pipe(texts)]
    shared = [facts(doc, "amounts") + facts(doc, "deadlines") for doc in nlp.pipe(texts, n_process=2, batch_size=2)]
    assert shared == alone
    assert len(alone[1]) == 2


def test_a_notice_in_a_note_is_no_amount(nlp):
    assert not nlp("加强协调。（责任单位：市商务局、市属3家企业）").spans["amounts"]


def test_displacy_draws_the_spans(nlp):
    html = spacy.displacy.render(nlp(TEXT), style="span", options={"spans_key": "amounts"}, jupyter=False)
    assert "benefit" in html and "threshold" in html


def test_one_component_alone_is_enough():
    nlp = spacy.blank("zh")
    nlp.add_pipe("policygraph_deadlines")
    doc = nlp("3个工作日内办结")
    assert [s.text for s in doc.spans["deadlines"]] == ["3个工作日内"]


def test_entities_of_a_trained_pipeline_are_units_by_one_setting():
    """A ruler stands in for a trained ner: what counts is that doc.ents are there when the component runs."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": [{"TEXT": c} for c in "青岛海关"]}])
    nlp.add_pipe("policygraph_units", config={"entity_labels": ["ORG"]})
    text = "争取青岛海关支持。（牵头单位：市商务局）"
    doc = nlp(text)
    assert [(s.text, s._.policygraph.rule) for s in doc.spans["units"]] == [
        ("市商务局", "note"),
        ("青岛海关", "ner.ORG"),
    ]
    plain = spacy.blank("zh")
    plain.add_pipe("policygraph_units")
    doc = plain(text)
    assert [s.text for s in doc.spans["units"]] == ["市商务局"]


def test_the_entry_points_are_enough():
    """In a process of its own nothing of ours is imported by hand: spaCy finds the names by itself."""
    script = """
        import spacy
        nlp = spacy.blank("zh")
        nlp.add_pipe("policygraph_units")
        doc = nlp("（牵头单位：市商务局）")
        print([s.text for s in doc.spans["units"]])
    """
    from importlib.metadata import entry_points

    names = {point.name for point in entry_points(group="spacy_factories")}
    if not set(factories.NAMES) <= names:
        pytest.fail("the package is not installed, or its entry points are stale (try: make test, which installs it)")
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['市商务局']"


@pytest.mark.parametrize(("file", "language"), [("jixi-2022.zh.txt", "zh"), ("weihai-2020.en.txt", "en")])
def test_components_give_what_parse_gives(file, language):
    """``parse`` calls the finders directly, for speed; the pipeline must not say anything else."""
    from pathlib import Path

    from ingest.pipeline.components import CONTEXT
    from ingest.pipeline.factories import pipeline
    from policygraph import verbs

    notice = verbs.parse(Path(__file__).resolve().parents[1] / "data/notices" / file)
    nlp = pipeline(language)
    for clause in notice.clauses:
        doc = nlp.make_doc(clause.text)
        doc.user_data[CONTEXT] = {"year": notice.year.value if notice.year else None}
        doc = nlp(doc)
        found = [(a.quote, a.value, a.unit, a.comparator, a.role) for a in facts(doc, "amounts")]
        assert found == [(a.quote, a.value, a.unit, a.comparator, a.role) for a in clause.amounts]
        assert [(d.quote, d.kind, d.value) for d in facts(doc, "deadlines")] == [
            (d.quote, d.kind, d.value) for d in clause.deadlines
        ]
        assert [m.text for m in facts(doc, "measures")] == [m.text for m in clause.measures]
