"""From a document to a notice: layout → official elements → outline → facts on every clause.

``notice_of`` is the whole way from characters to facts; ``read_notice`` opens a file first. Everything a notice says keeps its
span in ``Document.text``; what was not understood is kept as remarks. The steps: ``paper`` (layout, labels, official elements),
``notice_fields``, ``clause_tree``, ``clause_facts``.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from ingest.clause_facts import clauses_of
from ingest.clause_tree import annexes_of, framing_of, outline_of_paper, tree_of, unnumbered
from ingest.manifest import Manifest, ManifestEntry
from ingest.model import Annex, Clause, Document, Element, Notice, Remark, Stated
from ingest.notice_fields import citations_of, closing_of, fields_of
from ingest.organisations import organisation_named, organisation_of, place_of
from ingest.organisations_en import chinese_place
from ingest.paper import paper_of
from ingest.readers import read_file
from ingest.readers.limits import DEFAULT_LIMITS, Limits

_HAN = re.compile(r"[\u3400-\u9fff]")


def read_notice(
    path: str | os.PathLike[str],
    manifest: Manifest | None = None,
    *,
    password: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Notice:
    """Read a file and everything in it. Raises ``ReadError`` where the file cannot be read."""
    document = read_file(path, password=password, limits=limits)
    return notice_of(document, entry=manifest.of(os.fspath(path)) if manifest else None)


def notice_of(document: Document, *, entry: ManifestEntry | None = None, id: str | None = None) -> Notice:
    """The notice that a document holds.

    ``entry`` is its row of the manifest: it names the notice and fills in what the text does not print. Without one the
    place and the year are taken from the text or left out, and a remark says so. A text with no numbered clause becomes a
    notice with one clause a paragraph, and a remark says so. A document in two languages is the notice of its Chinese text;
    what the English one says is in ``translations``, under the id with "-en".
    """
    if document.translations:
        return _with_translations(document, entry, id)
    paper = paper_of(document, entry.language if entry else None)
    fields, closing = fields_of(paper, entry), closing_of(paper)
    remarks: list[Remark] = []
    name = id or (entry.id if entry else None) or _name_of(document.source)
    if entry is None:
        known = (("place", fields.place), ("year", fields.year))
        got = ", ".join(f"{key} {stated.value}" for key, stated in known if stated is not None)
        remarks.append(
            Remark(
                code="no-manifest-row",
                message=f"no row in the manifest: {'taken from the text: ' + got if got else 'place and year are left out'}",
                hint="add a row to data/manifest.csv",
            )
        )
    year = fields.year.value if fields.year else None
    issued = fields.issued_on.value if fields.issued_on else None
    outline = outline_of_paper(paper)
    tree = tree_of(paper, outline)
    if not tree.drafts:
        tree.drafts.extend(unnumbered(paper, outline))
        remarks.append(
            Remark(
                code="no-clauses",
                message="no numbered clause: every paragraph is kept as a clause",
                hint="check the outline of the text",
            )
        )
    clauses, not_understood = clauses_of(paper, tree, year, issued)
    remarks += not_understood
    annexes: list[Annex] = []
    national = cache(lambda: any(map(_CHINESE.search, paper.paragraphs)))
    for annex in annexes_of(paper, outline):
        inside, not_understood = clauses_of(paper, annex.tree, year, issued)
        remarks += not_understood
        inside = _with_organisations(inside, fields.place, entry, national)
        annexes.append(
            Annex(
                label=annex.label,
                title=annex.title,
                span=annex.span,
                sections=tuple(annex.tree.sections),
                clauses=inside,
            )
        )
    return Notice(
        id=name,
        language=paper.language,
        document=document,
        place_en=entry.place_en if entry else None,
        region_code=entry.region_code if entry else None,
        translation_of=entry.translation_of if entry else None,
        elements=tuple(Element(name=n, text=f.value, span=paper.at(f)) for n, f in paper.frame.elements),
        sections=tuple(tree.sections),
        clauses=_with_organisations(clauses, fields.place, entry, national),
        passages=tuple(sorted(framing_of(paper, outline) + tree.passages, key=lambda p: p.span)),
        cites=citations_of(paper, fields, [annex.title for annex in annexes if annex.title]),
        remarks=tuple(remarks),
        annexes=tuple(annexes),
        title=fields.title,
        notice_title=fields.notice_title,
        document_number=fields.document_number,
        issuers=fields.issuers,
        addressees=fields.addressees,
        issued_on=fields.issued_on,
        printed_on=fields.printed_on,
        place=fields.place,
        year=fields.year,
        valid_from=closing.valid_from,
        valid_until=closing.valid_until,
        valid_for=closing.valid_for,
        interpreted_by=closing.interpreted_by,
    )


def _with_translations(document: Document, entry: ManifestEntry | None, id: str | None) -> Notice:
    """The notice of a file in two languages: one row of the manifest is about both."""
    alone = replace(document, translations=())
    notice = notice_of(alone, entry=dataclasses.replace(entry, language="zh") if entry else None, id=id)
    said: list[Notice] = []
    for text in document.translations:
        name = f"{notice.id}-en"
        row = dataclasses.replace(entry, id=name, language="en", translation_of=notice.id) if entry else None
        said.append(replace(notice_of(text, entry=row, id=name), translation_of=notice.id))
    return replace(notice, document=document, translations=tuple(said))


#: what only a paper of a Chinese body speaks of: there a Ministry of Finance is 财政部
_CHINESE = re.compile(r"\b(?:State Council|CPC|People[’']s Republic of China|People[’']s Governments?)\b")


def _with_organisations(
    clauses: tuple[Clause, ...], place: Stated[str] | None, entry: ManifestEntry | None, national: Callable[[], bool]
) -> tuple[Clause, ...]:
    """Say which organisation each unit is, where the place of the notice tells it."""
    printed = list(dict.fromkeys(u.name for c in clauses for u in c.units))
    if not printed:
        return clauses
    code, named_en = (entry.region_code, entry.place_en) if entry else (None, None)
    where = entry.place_zh if entry else None
    if where is None and place is not None:
        where = place.value if _HAN.search(place.value) else chinese_place(place.value, code)
    here = place_of(where, code) if where else None
    chinese = here is not None or (not all(map(_HAN.search, printed)) and national())
    known = {
        name: (organisation_of(name, here) if here else None)
        if _HAN.search(name)
        else organisation_named(name, here, named_en, national=chinese)
        for name in printed
    }
    return tuple(
        replace(clause, units=tuple(replace(u, organisation=known[u.name]) for u in clause.units))
        if clause.units
        else clause
        for clause in clauses
    )


def _name_of(source: str) -> str:
    """A notice without a manifest row goes by its file name without suffixes: a.zh.txt → a."""
    name = Path(source).name
    return re.sub(r"(?:\.(?:zh|en))?\.[A-Za-z0-9]{1,5}$", "", name) or "notice"
