"""The named graph of one notice while it is written: triples, places in the text, regions, organisations, the text version.

Nothing here knows what a clause or an amount is; ``graph.mapping`` does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from pyoxigraph import Literal, NamedNode, Quad

from graph import iri, literals, rows
from graph.organisations import chinese_place_of, english, full_name, spelled
from graph.terms import term
from ingest.model import Notice, Span
from ingest.organisations_en import acronyms, without_acronym

#: how many characters of the text a quote selector gives before and after the quote
CONTEXT = 32


def text_sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()


@dataclass
class NoticeGraph:
    """A set of quads under the names of one notice; ``me`` is the notice, ``graph`` its named graph."""

    notice: Notice
    names: iri.Names
    version: str
    quads: set[Quad] = field(default_factory=set)

    def __post_init__(self) -> None:
        notice, names = self.notice, self.names
        self.id, self.language, self.characters = notice.id, notice.language, notice.document.text
        self.me = NamedNode(names.notice(notice.id))
        self.graph = NamedNode(names.graph(notice.id))
        self.digest = text_sha256(self.characters)
        self.text = names.text(notice.id, notice.language, self.digest)
        self.run = NamedNode(names.run(digest("extraction", notice.id, self.digest, self.profile(), self.version)))
        self.place_name = notice.place.value if notice.place else None
        self.acronyms = acronyms(self.characters) if self.language == "en" else {}
        self.place_zh = chinese_place_of(self.place_name, notice.region_code)
        # a name the pipeline resolved on some clause means the same unit in the fields of the notice
        self.resolved = {u.name: u.organisation for c in notice.clauses for u in c.units if u.organisation}

    def say(self, subject: NamedNode, name: str, value: rows.Value | None) -> None:
        if value is not None:
            self.quads.add(Quad(subject, term(name), value, self.graph))

    def types(self, subject: NamedNode, *names: str) -> NamedNode:
        for name in names:
            self.say(subject, "rdf:type", term(name))
        return subject

    def fill(self, subject: NamedNode, table: Sequence[rows.Row], value: object, language: str) -> None:
        for row in table:
            found = getattr(value, row.attribute)
            for one in found if isinstance(found, tuple) else (found,):
                if one is not None:
                    self.say(subject, row.property, row.make(one, language))

    def node(self, kind: str, path: str = "", *numbers: int | str) -> NamedNode:
        return NamedNode(self.names.part(self.id, kind, path, *numbers))

    def places(self, subject: NamedNode, span: Span | None, name: str = "pg:source") -> None:
        if span is None:
            return
        place = NamedNode(self.names.place_in(self.text, span))
        self.say(subject, name, place)
        self.types(place, "oa:SpecificResource")
        self.say(place, "oa:hasSource", NamedNode(self.text))
        page = self.notice.document.page_of(span.start)
        self.say(place, "pg:page", None if page is None else literals.integer(page))
        position = self.types(NamedNode(f"{place.value}/position"), "oa:TextPositionSelector")
        self.say(place, "oa:hasSelector", position)
        self.say(position, "oa:start", literals.integer(span.start))
        self.say(position, "oa:end", literals.integer(span.end))
        quote = self.types(NamedNode(f"{place.value}/quote"), "oa:TextQuoteSelector")
        self.say(place, "oa:hasSelector", quote)
        text = self.characters
        around = (
            ("oa:prefix", text[max(0, span.start - CONTEXT) : span.start]),
            ("oa:exact", span.of(text)),
            ("oa:suffix", text[span.end : span.end + CONTEXT]),
        )
        for property, words in around:
            self.say(quote, property, literals.words(words, self.language))

    def region(self, name: str) -> NamedNode:
        notice = self.notice
        region = NamedNode(self.names.region(name, notice.region_code))
        self.types(region, "pg:Region", "schema:AdministrativeArea")
        if notice.region_code:
            self.say(region, "skos:notation", Literal(notice.region_code, datatype=term("pg:GBT2260")))
        script = literals.script_of(name, self.language)
        # an English text may print "Weihai City" where the manifest says Weihai: one preferred label a language
        preferred = notice.place_en or name if script == "en" else name
        self.say(region, "skos:prefLabel", literals.words(preferred, script))
        if preferred != name:
            self.say(region, "skos:altLabel", literals.words(name, script))
        if notice.place_en and script != "en":
            self.say(region, "skos:prefLabel", literals.words(notice.place_en, "en"))
        return region

    def organisation(self, name: str, full: str | None) -> NamedNode:
        """``full`` is the name the pipeline says it has everywhere, if it does."""
        notice = self.notice
        full = full or full_name(name, self.place_name, notice.place_en, notice.region_code)
        within = None if full else (self.place_name or self.id)
        known = full or without_acronym(name, self.acronyms)  # "ECD" is the Export Control Division (ECD)
        node = self.types(NamedNode(self.names.organisation(known, within)), "org:Organization")
        label, printed = spelled(known), spelled(name)
        self.say(node, "skos:prefLabel", rows.label(label, self.language))
        own = (
            english(label, self.place_zh, notice.place_en) if full and literals.script_of(label, "en") == "zh" else None
        )
        self.say(node, "skos:prefLabel", rows.words(own or "", "en"))
        if printed not in (label, own):
            self.say(node, "skos:altLabel", rows.label(printed, self.language))
        if within and notice.place:
            self.say(node, "dcterms:spatial", self.region(notice.place.value))
        elif self.place_name and label.startswith((self.place_name, self.place_zh or self.place_name)):
            self.say(node, "dcterms:spatial", self.region(self.place_name))
        return node

    def profile(self) -> str:
        document = self.notice.document
        return f"{document.format}/{document.encoding}" if document.encoding else document.format

    def text_version(self) -> None:
        document, text = self.notice.document, NamedNode(self.text)
        self.types(text, "pg:TextVersion", "eli:LegalExpression")
        self.say(self.me, "eli:is_realized_by", text)
        if self.notice.translation_of:  # the notice has a text version in each language
            self.say(NamedNode(self.names.notice(self.notice.translation_of)), "eli:is_realized_by", text)
        self.say(text, "eli:realizes", self.me)
        self.say(text, "dcterms:language", literals.code(self.language))
        self.say(text, "pg:sha256", literals.code(self.digest))
        self.say(text, "pg:extractionProfile", literals.code(self.profile()))
        self.say(text, "pg:text", literals.words(self.characters, self.language))
        self.say(text, "prov:wasGeneratedBy", self.run)
        file = self.types(NamedNode(self.names.file(document.sha256)), "pg:SourceFile")
        self.say(text, "prov:wasDerivedFrom", file)
        self.say(file, "pg:sha256", literals.code(document.sha256))
        self.say(file, "dcterms:format", literals.code(document.format))
        self.say(file, "pg:fileName", rows.code(PurePath(document.source.replace("\\", "/")).name, ""))
        self.say(file, "pg:encoding", rows.code(document.encoding or "", ""))
        self.types(self.run, "pg:ExtractionRun", "prov:Activity")
        self.say(self.run, "prov:used", file)
        software = self.types(NamedNode(self.names.software(self.version)), "prov:SoftwareAgent")
        self.say(self.run, "prov:wasAssociatedWith", software)
        self.say(software, "rdfs:label", literals.words(f"policygraph {self.version}", "en"))
        self.say(software, "schema:softwareVersion", literals.code(self.version))
        self.say(self.me, "prov:wasGeneratedBy", self.run)
