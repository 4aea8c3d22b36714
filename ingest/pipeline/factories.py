"""The components by the names spaCy knows them: the entry points of the package (setup.cfg, ``spacy_factories``) point here.

After ``pip install policygraph`` every spaCy pipeline can have them:

>>> import spacy
>>> nlp = spacy.blank("zh")
>>> _ = nlp.add_pipe("policygraph_amounts")
>>> doc = nlp("最高奖励300万元。")
>>> [(span.text, span.label_, str(span._.policygraph.value)) for span in doc.spans["amounts"]]
[('300万元', 'cap', '3000000')]
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Span

from ingest.pipeline.components import Amounts, Citations, Concepts, Deadlines, Measures, Units, fact_of

#: the components in the order they run in: units mark the notes that the others leave out, measures gather the concepts
NAMES = (
    "policygraph_units",
    "policygraph_amounts",
    "policygraph_deadlines",
    "policygraph_citations",
    "policygraph_topics",
    "policygraph_measures",
)

if not Span.has_extension("policygraph"):
    Span.set_extension("policygraph", getter=fact_of)


@Language.factory("policygraph_units", default_config={"entity_labels": []})
def units(nlp: Language, name: str, entity_labels: Sequence[str]) -> Units:
    """责任单位. ``entity_labels=["ORG"]`` takes the organisations of a trained ``ner`` as units too."""
    return Units(entity_labels)


@Language.factory("policygraph_amounts")
def amounts(nlp: Language, name: str) -> Amounts:
    """数额."""
    return Amounts()


@Language.factory("policygraph_deadlines")
def deadlines(nlp: Language, name: str) -> Deadlines:
    """期限."""
    return Deadlines()


@Language.factory("policygraph_citations")
def citations(nlp: Language, name: str) -> Citations:
    """引用文件."""
    return Citations()


@Language.factory("policygraph_topics")
def topics(nlp: Language, name: str) -> Concepts:
    """主题、政策工具、受益对象与细分概念."""
    return Concepts()


@Language.factory("policygraph_measures")
def measures(nlp: Language, name: str) -> Measures:
    """措施."""
    return Measures()


@cache
def pipeline(language: Literal["zh", "en"]) -> Language:
    """A blank pipeline with all components; it finds what ``ingest.pipeline.finders.find_all`` finds, on a Doc.

    >>> pipeline("zh").pipe_names == list(NAMES)
    True
    """
    import spacy

    nlp = spacy.blank(language)
    nlp.max_length = 100_000_000
    for name in NAMES:
        nlp.add_pipe(name)
    return nlp
