"""The names of things: every IRI of the data is made here and nowhere else.

Under the base (``https://w3id.org/policygraph/id/``, a setting):

    weihai-2026                              the notice (its id in the manifest)
    weihai-2026/section/3/1                  a section, by its path
    weihai-2026/clause/3/1/2                 a clause, by its path
    weihai-2026/measure/3/1/2/4              the fourth measure of clause 3/1/2, elsewhere written "3/1/2#4"
    weihai-2026/amount/3/1/2/7               the seventh amount of the clause; so too deadline, responsibility
    weihai-2026/condition/3/1/2/4/1          the first condition of the fourth measure; so too match, offer
    weihai-2026/passage/1  element/1  citation/1  remark/1  field/title  responsibility/issuer/1
    weihai-2026/text/zh-1f0c3b5a9d2e         the text version: its language and the start of its SHA-256
    weihai-2026/text/zh-1f0c3b5a9d2e/120-164 a place in it, with …/position and …/quote for its two selectors
    org/威海市商务局   org/威海市/各区市政府      an organisation by its full name, or by a printed name within a place
    region/371000   place/威海综合保税区         a region by its GB/T 2260 code, or by name where it has none
    work/黑政办规〔2022〕6号                   a cited document, by its number or else by its title
    run/…  file/…  software/policygraph/0.1  who and what made it
    link/weihai-2020/1/5/to/weihai-2026/3/2/1     unpaired/weihai-2020/1/5/in/weihai-2026
    graph/notice/weihai-2026   graph/links/weihai-2020/weihai-2026   graph/vocabulary

Why so. No fragments: each thing can be asked for over HTTP by itself. The last number of a fact counts within its clause,
so an IRI changes only when the clause does. Places in a text are named by what they are (text and offsets), so that two facts
on the same words share one place, and a new reading of the file never gives an old name a new meaning.
Chinese names stay Chinese: an IRI (RFC 3987) may hold them as they are, they read well in queries and results, they need no
table and no transliteration (pinyin is ambiguous), and HTTP clients percent-encode them by themselves. Names are put in NFKC
first, so that （） and () give one organisation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from graph.terms import DATA, ROOT
from ingest.errors import UsageError
from ingest.model import Span

#: first path segments that mean something else than a notice
RESERVED = frozenset(
    ("org", "region", "place", "work", "run", "file", "software", "link", "unpaired", "graph"),
)

_KEEP = re.compile(r"[A-Za-z0-9._~()\-]")
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef〔〕]"
_HAN_SPACE = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")


@lru_cache(maxsize=1 << 14)
def segment(name: str) -> str:
    """One path segment: letters of any script as they are, white space as "_", everything unsafe percent-encoded.

    >>> segment("鸡西市商务局（市投资合作促进局）")
    '鸡西市商务局(市投资合作促进局)'
    >>> segment("Weihai  Customs: A/B")
    'Weihai_Customs%3A_A%2FB'
    """
    text = unicodedata.normalize("NFKC", _HAN_SPACE.sub("", name.strip()))
    text = re.sub(r"\s+", "_", text.strip())
    if not text.strip("."):  # "", "." and ".." would vanish when a relative IRI is resolved
        raise UsageError(f"no name for an IRI: {name!r}")
    return "".join(c if _safe(c) else "".join(f"%{byte:02X}" for byte in c.encode("utf-8")) for c in text)


def _safe(c: str) -> bool:
    if c.isascii():
        return bool(_KEEP.match(c))
    kind = unicodedata.category(c)
    code = ord(c)
    outside = 0xE000 <= code <= 0xF8FF or 0xE0000 <= code <= 0xE0FFF or code in (0xFFFC, 0xFFFD)  # no ucschar, RFC 3987
    return kind[0] in "LMNPS" and not outside


def concept(scheme: str, identifier: str) -> str:
    """The IRI of a concept: ``concept("topic", "aeo")``; so too for code lists, ``concept("amount-role", "cap")``."""
    return f"{ROOT}{scheme}/{segment(identifier)}"


def scheme(name: str) -> str:
    return ROOT + name


def vocabulary_graph() -> str:
    """The named graph of the ontology, the code lists and the concept schemes; the same whatever the base of the data."""
    return ROOT + "graph/vocabulary"


@dataclass(frozen=True, slots=True)
class Names:
    """Mints IRIs under one base.

    >>> Names().measure("weihai-2026", "3/23#1")
    'https://w3id.org/policygraph/id/weihai-2026/measure/3/23/1'
    """

    base: str = DATA

    def __post_init__(self) -> None:
        if not re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`#?]*/$", self.base):
            raise UsageError(f"not a base for IRIs: {self.base!r}", hint="an absolute IRI that ends in /")

    def notice(self, notice: str) -> str:
        if notice in RESERVED:
            raise UsageError(f"a notice cannot be called {notice!r}", hint="another id in the manifest")
        return self.base + segment(notice)

    def graph(self, notice: str) -> str:
        return f"{self.base}graph/notice/{segment(notice)}"

    def links_graph(self, left: str, right: str) -> str:
        return f"{self.base}graph/links/{segment(left)}/{segment(right)}"

    def part(self, notice: str, kind: str, path: str = "", *numbers: int | str) -> str:
        """A section, clause or fact: kind, path of the clause, then the numbers within it."""
        steps = [segment(step) for step in path.split("/")] if path else []
        return "/".join([self.notice(notice), kind, *steps, *(segment(str(number)) for number in numbers)])

    def measure(self, notice: str, measure: str) -> str:
        """``measure`` is "path#n"."""
        path, _, number = measure.rpartition("#")
        return self.part(notice, "measure", path, number)

    def text(self, notice: str, language: str, sha256: str) -> str:
        return f"{self.notice(notice)}/text/{segment(language)}-{sha256[:12]}"

    def place_in(self, text: str, span: Span) -> str:
        """A place in a text version; ``text`` is the IRI of that version."""
        return f"{text}/{span.start}-{span.end}"

    def organisation(self, name: str, within: str | None = None) -> str:
        """By its full name; a name that is only clear within a place or a notice is put under that."""
        return f"{self.base}org/" + (f"{segment(within)}/" if within else "") + segment(name)

    def region(self, name: str, code: str | None) -> str:
        return f"{self.base}region/{segment(code)}" if code else f"{self.base}place/{segment(name)}"

    def work(self, title: str, number: str | None) -> str:
        return f"{self.base}work/{segment(number or title)}"

    def run(self, digest: str) -> str:
        return f"{self.base}run/{digest[:16]}"

    def file(self, sha256: str) -> str:
        return f"{self.base}file/{sha256}"

    def software(self, version: str) -> str:
        return f"{self.base}software/policygraph/{segment(version)}"

    def plugin(self, label: str) -> str:
        """A scorer of links, by its name and version."""
        return f"{self.base}software/scorer/{segment(label)}"

    def link(self, left: str, right: str) -> str:
        """``left`` and ``right`` are full measure ids, "weihai-2020/1#5"."""
        return f"{self.base}link/{_steps(left)}/to/{_steps(right)}"

    def unpaired(self, measure: str, compared_with: str) -> str:
        return f"{self.base}unpaired/{_steps(measure)}/in/{segment(compared_with)}"


def _steps(measure: str) -> str:
    notice, path, number = split_measure(measure)
    return "/".join(segment(step) for step in (notice, *path.split("/"), number))


def split_measure(measure: str) -> tuple[str, str, str]:
    """The notice, clause path and number of a full measure id.

    >>> split_measure("weihai-2026/3/23#1")
    ('weihai-2026', '3/23', '1')
    """
    head, hash_, number = measure.rpartition("#")
    notice, slash, path = head.partition("/")
    if not (hash_ and slash and notice and path and number):
        raise UsageError(f"not a measure id: {measure!r}", hint="weihai-2026/3/23#1")
    return notice, path, number
