"""Responsible units (责任单位) of English clauses: the note at the end, and bodies that the text itself puts in charge.

Notes are ``(Lead unit: A, B)``, ``(Responsible units: A (B), C, and D, according to their respective duties)``, or a
line of their own. Names may hold commas and "and" ("Municipal Bureau of Human Resources and Social Security"): a part
is a name of its own only if it shows the word of a body, and names and fields of work that the lexicon has are never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.lexicon_en import phrases, words
from ingest.model import Span, UnitMention, UnitRole
from ingest.organisations_en import joined_names
from ingest.pipeline.folding_en import lower

_ROLES: tuple[UnitRole, ...] = ("lead", "responsible", "follow_up")


def find_units_en(text: str) -> tuple[list[UnitMention], list[Span]]:
    """The bodies in charge, in order, and the spans of the notes (which are no part of the body of the clause). Never raises.

    >>> units, notes = find_units_en("Hold a fair. (Lead units: Bureau of Trade and Industry, Lusaka Customs)")
    >>> [(u.role, u.name) for u in units], [len(n) for n in notes]
    ([('lead', 'Bureau of Trade and Industry'), ('lead', 'Lusaka Customs')], [58])
    """
    units: list[UnitMention] = []
    notes: list[Span] = []
    for span, parts in _notes(text):
        notes.append(span)
        for role, start, end in parts:
            for name in split_names(text, start, end):
                units.append(UnitMention(span=name, name=_printed(name.of(text)), role=role, rule="unit.en.note"))
    for mention in _running(text, notes):
        units.append(mention)
    units.sort(key=lambda u: (u.span.start, u.span.end))
    seen: set[tuple[str, UnitRole]] = set()
    kept = []
    for unit in units:
        key = (unit.name.casefold(), unit.role)
        if key not in seen:
            seen.add(key)
            kept.append(unit)
    return kept, notes


def _printed(name: str) -> str:
    return " ".join(name.split())


# ---------------------------------------------------------------------------------------------------------------------
# notes


@cache
def _label() -> re.Pattern[str]:
    kinds = words("bodies_en")
    alternatives = "|".join(rf"(?P<{role}>{phrases(kinds[role])})" for role in _ROLES)
    return re.compile(rf"(?:{alternatives})\s*(?:\([a-z]{{1,3}}\))?\s*(?:[:：]|\s[-–—])\s*", re.I)


def _notes(text: str) -> Iterator[tuple[Span, list[tuple[UnitRole, int, int]]]]:
    """Each note with its stretches of names and their roles."""
    label = _label()
    taken = 0
    for match in re.finditer(r"[(（\[【]\s*(?=[A-Za-z])|(?:^|\n)[ \t]*(?=[A-Z])", text):
        at = match.end()
        if match.start() < taken:
            continue
        found = label.match(text, at)
        bracket = match[0].strip()
        if found is None:
            continue
        if bracket:
            end = _closing(text, match.start())
            if end is None:
                end = _paragraph_end(text, match.end())
                inner = end
            else:
                inner = end - 1
        else:
            if not found[0].strip().endswith((":", "：")) or found[0].split(":")[0].strip().lower() in (
                "support",
                "implementation",
                "lead",
                "leader",
            ):
                continue
            inner = end = _paragraph_end(text, at)
        start = match.start() if bracket else at
        yield Span(start, end), _stretches(text, at, inner)
        taken = end
    if found_note := _unlabelled(text, taken):
        yield found_note


def _unlabelled(text: str, after: int) -> tuple[Span, list[tuple[UnitRole, int, int]]] | None:
    """A bracket without label at the very end: nothing but names of bodies, or names with the words of a duty."""
    stripped = text.rstrip(" \n\t.。;；")
    if after or not stripped.endswith((")", "）")) or len(stripped) < 20:
        return None
    depth = 0
    for at in range(len(stripped) - 1, max(-1, len(stripped) - 900), -1):
        char = stripped[at]
        depth += (char in ")）") - (char in "(（")
        if depth == 0:
            start, end = at + 1, len(stripped) - 1
            if parts := _with_duty(text, start, end):
                return Span(at, len(stripped)), parts
            return _bare_note(text, at, start, end)
    return None


def _bare_note(text: str, at: int, start: int, end: int) -> tuple[Span, list[tuple[UnitRole, int, int]]] | None:
    before, inner = text[:at].rstrip(), text[start:end]
    if not before or before[-1] not in '.;。；!”"' or not inner[:1].isupper():
        return None
    if re.search(r"[.;:]\s|\b(?:shall|will|is|are|no text|see|inclusive|including|as|see)\b|\d", inner):
        return None
    names = split_names(text, start, end)
    if (
        names
        and all(is_body(n.of(text)) and n.of(text)[:1].isupper() for n in names)
        and sum(len(n) for n in names) > 0.7 * len(inner)
    ):
        return Span(at, end + 1), [("responsible", start, end)]
    return None


@cache
def _duties() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Words before the names, words behind them, and what divides lead and cooperating bodies."""
    kinds = words("bodies_en")
    before = re.compile(
        rf"\s*(?:(?P<lead>{phrases(kinds['lead_by'])})|(?P<responsible>{phrases(kinds['duty_by'])}))\s+", re.I
    )
    verb = (
        r"[\s,]+(?:(?:shall|will|is|are|to|should|must|which)\s+)*(?:(?:be|jointly|respectively|separately)\s+)*"
        rf"(?:(?P<follow_up>{phrases(kinds['help_verb'])})|(?P<lead>{phrases(kinds['lead_verb'])})"
        rf"|(?P<responsible>{phrases(kinds['duty_verb'])}))\b"
    )
    divide = re.compile(
        rf"\s*(?:[;；]|,?\s+(?P<help>{phrases(kinds['help_with'])})|,?\s+(?P<joint>{phrases(kinds['joint_with'])})|,\s+with(?=\s))\s*",
        re.I,
    )
    return before, re.compile(verb, re.I), divide


def _with_duty(text: str, start: int, end: int) -> list[tuple[UnitRole, int, int]]:
    """The names and roles of "A shall take the lead, with the participation of B"; empty where there is no word of a duty or
    something in it is no body."""
    before, verb, divide = _duties()
    parts: list[tuple[UnitRole, int, int]] = []
    said, at = False, start
    role: UnitRole | None = None
    marks = [m for m in divide.finditer(text, start, end) if not _inside_brackets(text, start, m.start())]
    for mark in [*marks, None]:
        stop = mark.start() if mark else end
        stretches: list[tuple[UnitRole, int, int]] = []
        if match := before.match(text, at, stop):
            stretches.append(("lead" if match["lead"] else "responsible", match.end(), stop))
        else:
            first = at
            for match in verb.finditer(text, at, stop):
                kind: UnitRole = "lead" if match["lead"] else "follow_up" if match["follow_up"] else "responsible"
                stretches.append((kind, first, match.start()))
                first = match.end()
            if first == at or not stretches:
                stretches = [(role or "responsible", at, stop)]
                said = said or role is not None
            elif not _behind_duty().fullmatch(text, first, stop):
                return []
        said = said or stretches[0][2] < stop or bool(before.match(text, at, stop))
        for own, first, last in stretches:
            opening = _AND.match(text, first, last)
            first = opening.end() if opening else first
            if last <= first:
                continue
            names = split_names(text, first, last)
            if not names or not all(is_body(n.of(text)) for n in names) or sum(map(len, names)) < 0.5 * (last - first):
                return []
            parts.append((own, first, last))
        if mark:
            at, role = mark.end(), "follow_up" if mark["help"] else "responsible" if mark["joint"] else None
    return parts if said else []


_AND = re.compile(r"[\s,]*(?:and\s+)?(?:the\s+)?")


@cache
def _behind_duty() -> re.Pattern[str]:
    """What may stand behind the words of a duty: how it is shared, who else takes part."""
    return re.compile(rf"[\s,.]*(?:(?:{phrases(words('bodies_en')['tail'])})[\s,.]*)*", re.I)


def _inside_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _closing(text: str, at: int) -> int | None:
    """Behind the bracket that closes the one at ``at``; None if it stays open within 4,000 characters."""
    depth = 0
    for match in re.compile(r"[()（）\[\]【】]").finditer(text, at, min(len(text), at + 4000)):
        depth += 1 if match[0] in "(（[【" else -1
        if depth == 0:
            return match.end()
    return None


def _paragraph_end(text: str, at: int) -> int:
    match = re.compile(r"\n").search(text, at)
    end = match.start() if match else len(text)
    while end > at and text[end - 1].isspace():
        end -= 1
    return end


def _stretches(text: str, start: int, end: int) -> list[tuple[UnitRole, int, int]]:
    """The labelled lists in a note: "Lead unit: A; Responsible units: B, C"."""
    label = _label()
    found: list[tuple[UnitRole, int, int]] = []
    marks = [m for m in label.finditer(text, start, end) if m.start() == start or text[m.start() - 1] in " ;,.；\n(（"]
    for i, match in enumerate(marks):
        role = next(r for r in _ROLES if match[r])
        stop = marks[i + 1].start() if i + 1 < len(marks) else end
        while stop > match.end() and text[stop - 1] in " \n;,.；，。":
            stop -= 1
        found.append((role, match.end(), stop))
    return found


# ---------------------------------------------------------------------------------------------------------------------
# names


@cache
def _known() -> re.Pattern[str]:
    """Names and fields of work that hold a comma or "and" ("human resources and social security"), in small letters."""
    names = {name.lower() for name in joined_names()}
    return re.compile(rf"\b(?:{phrases(names | {name.replace(' and ', ' & ') for name in names})})")


@cache
def _body() -> re.Pattern[str]:
    kinds = words("bodies_en")
    acronyms = "|".join(re.escape(a) for a in sorted(kinds["acronym"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?i:(?:{phrases(kinds['body'])})s?|(?:{phrases(kinds['official'])})s?)(?![\w])|\b(?:{acronyms})\b"
    )


def is_body(name: str) -> bool:
    """Does a name show that it is that of a body?

    >>> is_body("Municipal Bureau of Commerce"), is_body("Rural Affairs"), is_body("CCPIT Weihai")
    (True, False, True)
    """
    return _body().search(name) is not None


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"[\s,;]*(?:\b(?:and|by)\s+)?\b(?:{phrases(words('bodies_en')['tail'])})[\s.;,]*\Z", re.I)


_SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:and\s+|as well as\s+)?|[、，;；]\s*(?:and\s+)?|\s+(?:and|as well as|together with"
    r"|with|in coordination with|in cooperation with|&)\s+)(?:[Tt]he\s+)?"
)
_STRONG = re.compile(r"\s*[;；]\s*(?:and\s+)?")


def split_names(text: str, start: int, end: int) -> list[Span]:
    """The names of a list of bodies as spans; brackets, known names and names that hold "and" or commas stay whole.

    >>> s = "Ministry of Trade, Industry and Energy, Busan Customs and the Bank of Korea, according to their respective duties"
    >>> [n.of(s) for n in split_names(s, 0, len(s))]
    ['Ministry of Trade, Industry and Energy', 'Busan Customs', 'Bank of Korea']
    """
    while tail := _tail().search(text, max(start, end - 140), end):
        if tail.start() <= start:
            break
        end = tail.start()
    strong = _split(text, start, end, _STRONG)
    if len(strong) > 1:
        return [span for piece in strong for span in _trimmed(text, piece)]
    pieces = _split(text, start, end, _SEPARATOR)
    joined = _join(text, pieces)
    return [span for piece in joined for span in _trimmed(text, piece)]


def _split(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[Span]:
    low = lower(text[start:end])
    kept = (
        [(m.start() + start, m.end() + start) for m in _known().finditer(low)]
        if " and " in low or "," in low or "&" in low
        else []
    )
    pieces: list[Span] = []
    depth, at, begin = 0, start, start
    for match in separator.finditer(text, start, end):
        depth += sum(1 if c in "(（" else -1 if c in ")）" else 0 for c in text[at : match.start()])
        at = match.start()
        if depth > 0 or any(a < match.end() and match.start() < b for a, b in kept) or match.end() == match.start():
            continue
        if match.start() > begin:
            pieces.append(Span(begin, match.start()))
        begin = match.end()
    if begin < end:
        pieces.append(Span(begin, end))
    return pieces


_FIELD = re.compile(
    r"\b(?i:bureau|ministry|department|commission|office|administration|authority|board|committee"
    r"|agency|division|directorate|council|institute|centre|center|federation|association"
    r"|chamber)\s+(?:for|of|on)\s+[^()]*\Z"
)


#: "all county", before "and district people's governments"
_LEVEL_ONLY = re.compile(
    r"(?:(?:all|the|each|relevant|various)\s+)?(?:(?:county|city|district|town|township|municipal|provincial|prefecture|prefectural|banner|sub-district)"
    r"(?:-level)?(?:\s?\([^()]{2,40}\))?(?:,\s|\sand\s)?)+"
)
#: "people's governments of all cities and prefectures", "… of the counties, districts and towns" are one group
_OF_ALL = re.compile(r"\bof (?:all|each|every|the|various|relevant)\b[^()]*\Z")
_LEVELS = re.compile(
    r"(?:all\s+|the\s+)?(?:(?:county-level|prefecture-level|relevant|municipal|autonomous)\s+)?(?:counties|districts|cities|prefectures|towns|townships"
    r"|provinces|municipalities|zones|banners|regions|sub-districts|subdistricts)(?:\s+(?:directly\s+)?under\s.{2,60})?"
)


def _join(text: str, pieces: list[Span]) -> list[Span]:
    """Put together again what only looked like a list: a part without the word of a body belongs to its neighbour."""
    joined: list[Span] = []
    for piece in pieces:
        name = piece.of(text)
        if not joined:
            joined.append(piece)
            continue
        last = joined[-1]
        previous = last.of(text)
        separator = text[last.end : piece.start]
        if (
            not is_body(previous)
            or (_LEVELS.fullmatch(name.strip()) and _OF_ALL.search(previous))
            or (
                _LEVEL_ONLY.fullmatch(previous.strip())
                and re.search(r"\b(?:governments?|bureaus?|departments?|authorities)$", name.strip())
            )
            or (not is_body(name) and not re.fullmatch(r"[A-Z]{3,8}s?(?:[-\s][A-Z][\w-]*)*", name.strip()))
            or (name.strip() == "State Taxation Administration" and previous.rstrip().endswith("Tax Service"))
        ):
            joined[-1] = Span(last.start, piece.end)
        elif (
            _FIELD.search(previous)
            and "," not in separator
            and " the " not in separator
            and re.fullmatch(
                r"(?:Customs|Services?|Exchange|Funds?|Unions?|Institutions?|Courts?|Enterprises?|Banks?"
                r"|Governments?|Agencies|Authorities|Administration|Organi[sz]ations?)",
                name.strip(),
            )
        ):
            joined[-1] = Span(last.start, piece.end)  # Bureau of Taxation and Customs
        else:
            joined.append(piece)
    return joined


#: "the Authority of Qianhai (hereinafter referred to as the Authority)"
_SHORT_NAME = re.compile(r"\s?\((?:here(?:in)?after|referred to as|here(?:in)? called)\b[^()]*\)?\s*\Z", re.I)


def _trimmed(text: str, span: Span) -> list[Span]:
    start, end = span.start, span.end
    while start < end and text[start] in " \n\t,;.、":
        start += 1
    if text[start : start + 4].lower() == "the ":
        start += 4
    while (
        end > start
        and text[end - 1] in " \n\t,;.、；。"
        and not text[start:end].endswith(("Govt.", "Dept.", "Ltd.", "Co.", "Inc."))
    ):
        end -= 1
    if short := _SHORT_NAME.search(text, start, end):
        end = short.start()
    return [Span(start, end)] if end - start > 1 else []


# ---------------------------------------------------------------------------------------------------------------------
# running text

_CAP = r"(?:Govt\.|Dept\.|(?:[A-Z]\.){2,}|O/o|[A-Z][\w&'’/-]*)"
_NAME = (
    rf"(?:{_CAP}|\d{{1,2}}(?:st|nd|rd|th)\s)(?:\s?\([^()\n]{{1,60}}\))?(?:(?:\s+(?:(?:of|for|in|on|and"
    rf"|to|under)\s+(?:the\s+)?|the\s+|&\s+|[-–]\s+)?|,\s+(?=[A-Z][a-z]+(?:,"
    rf"| and)\s[A-Z]))(?:{_CAP})(?:\s?\([^()\n]{{1,60}}\))?){{0,16}}"
    r"(?:\sof\s(?:the|this|our)\s(?:city|district|county|province|municipality|zone|area|region)\b)?"
)
_ACTIVE = re.compile(
    rf"(?P<name>{_NAME})(?:,?\s+(?:which|who))?(?:\s*,[^,.;]{{1,120}},)?\s+(?:(?P<duty>(?:is|are"
    rf"|shall be|will be|be|remains?)\s+(?:jointly\s+|also\s+|primarily\s+|mainly\s+)?(?:responsible"
    rf"|in charge)|(?:takes?|shall take|bears?)\s+(?:the\s+)?(?:lead\s+)?responsib)"
    rf"|(?P<help>(?:shall|will)\s+(?:cooperate|co-operate|participate|assist|provide (?:support|assistance))\b)|(?P<lead>(?:shall"
    rf"|will)\s+(?:take the lead|lead\b|coordinate and lead)|takes the lead)|(?P<modal>shall|will"
    rf"|must)(?:,[^,.;]{{1,90}},)?\s+(?!(?:also\s+)?(?:be\s+(?:\w+ed|established|set up|given|held"
    rf"|made|kept|drawn|eligible|entitled|required|used|paid|deemed|exempt)\b|not\s+be\s"
    rf"|have the right|apply\b|include\b|come into|enter into|take effect|cover\b|mean\b|consist\b"
    rf"|comprise\b|have\b|remain\b|receive\b)))"
)
_RESPONSIBLE_NAME = re.compile(
    rf"\b(?:responsibility (?:of|lies with|rests with|shall rest with)|responsible (?:unit|department"
    rf"|agency|body|authority)s? (?:is|are|shall be)|under the responsibility of|in the charge of"
    rf"|entrusted to|vested in)\s+(?:the\s+)?(?P<name>{_NAME})"
)
_TOGETHER = re.compile(
    rf"\b(?:shall|will|must)\b[^.;]{{0,80}}\b(?:together|jointly) with\s+(?:the\s+)?(?P<name>{_NAME})"
)
_JOINED_BY = re.compile(
    rf",\s+(?:jointly|together|in (?:conjunction|collaboration|cooperation|coordination|consultation|concert)) with\s+(?:the\s+)?"
    rf"(?P<name>{_NAME})(?=,?\s+(?:shall|will|must|is|are)\b)"
)


#: where none of these stands, no body is named in small letters
_SMALL_WORDS = (
    " department",
    " government",
    " bureau",
    " authorit",
    " commission",
    " administration",
    " agenc",
    " office",
)


@cache
def _small() -> re.Pattern[str]:
    """Bodies named in small letters: level, field and word for a body, of which something shall be done or who shall do it."""
    kinds = words("bodies_en")
    fields = phrases(kinds["field"])
    name = (
        rf"(?:(?:{phrases(kinds['level'])}|{fields}|and|or),?\s+){{1,8}}(?:departments?|bureaus?|administrations?|commissions?"
        rf"|authorit(?:y|ies)|offices?|governments?|agenc(?:y|ies))(?:\s+of\s+(?:[a-z]+,?\s+){{0,4}}?(?:{fields}))?"
    )
    return re.compile(
        rf"(?:(?:^|[.;]\s+)(?:[Tt]he\s+)?(?P<agent>{name})\s+(?:shall|will|must)\s+(?!(?:also\s+)?(?:be\s+\w+(?:ed|en)\b"
        rf"|not\s+be\s|have\b|apply\b|mean\b|include\b|receive\b))|\b(?:implemented|administered|managed|undertaken|coordinated"
        rf"|organi[sz]ed|led|handled|supervised|carried out)\s+(?:jointly\s+)?by\s+(?:the\s+)?(?P<by>{name}))",
        re.M,
    )


_PLAIN_NAME = re.compile(
    r"(?:^|[.;,]\s+)(?:[Tt]he\s+)?(?P<name>(?:[A-Za-z-]+\s+){0,4}?(?:departments?|bureaus?"
    r"|administrations?|commissions?|authorit(?:y|ies)|offices?|governments?|agenc(?:y"
    r"|ies))(?:\s+(?:of|for|in charge of)\s+(?:[a-z]+,?\s+){0,5}?[a-z]+)?)\s+(?:is|are|shall be"
    r"|will be)\s+(?:jointly\s+)?responsible\b"
)
_LEAD_NAME = re.compile(
    rf"\b(?:[Hh]eaded|[Ll]ed|[Cc]haired|[Ss]pearheaded|[Pp]resided over)\s+by\s+(?:the\s+"
    rf"|an?\s+)?(?P<name>{_NAME})|\bunder the (?:leadership|chairmanship|lead"
    rf"|chair) of\s+(?:the\s+)?(?P<name2>{_NAME})"
)


@cache
def _passive() -> re.Pattern[str]:
    verbs = phrases(words("bodies_en")["passive"])
    return re.compile(
        rf"\b(?:(?:shall|will|would|must|should|to)\s+be|(?<=and)|(?:is"
        rf"|are)(?=\s+(?:jointly\s+)?(?:implement|administer|overs|supervis|manag"
        rf"|coordinat)))\s+(?:jointly\s+|also\s+|duly\s+|directly\s+|solely\s+|centrally\s+"
        rf"|[a-z]+ly\s+)?(?:{verbs})(?:\s+and\s+[a-z]+ed)?(?:\s+jointly)?\s+by\s+(?:the\s+)?(?P<name>{_NAME})"
    )


def _running(text: str, notes: list[Span]) -> Iterator[UnitMention]:
    """Bodies that running text puts in charge; only names in capitals that show the word of a body."""
    low = text
    if " by " in low or "\nby " in low:
        for match in _passive().finditer(text):
            if re.search(r"\binterpreted\b", match[0]):
                continue
            yield from _named(text, match.span("name"), "responsible", notes, listed=True, agent=True)
        if re.search(r"\b(?:[Hh]eaded|[Ll]ed|[Cc]haired|[Ss]pearheaded|[Pp]resided)\b", low):
            for match in _LEAD_NAME.finditer(text):
                yield from _named(text, match.span("name"), "lead", notes, listed=True)
    if any(word in low for word in _SMALL_WORDS):
        for match in _small().finditer(text):
            at = match.span("agent") if match["agent"] else match.span("by")
            first = text[at[0] : at[1]].split()[0].lower()
            if not any(n.overlaps(Span(*at)) for n in notes) and first not in ("and", "or"):
                name = Span(at[0] + (4 if first == "the" else 0), at[1])
                yield UnitMention(span=name, name=_printed(name.of(text)), role="responsible", rule="unit.en.text")
    if " with " in low and re.search(
        r"\b(?:jointly|together|conjunction|collaboration|cooperation|coordination) with", low
    ):
        for match in _JOINED_BY.finditer(text):
            yield from _named(text, match.span("name"), "responsible", notes, listed=True)
    if "together with" in low or "jointly with" in low:
        for match in _TOGETHER.finditer(text):
            yield from _named(text, match.span("name"), "responsible", notes, listed=True)
    if "under the " in low:
        for match in _LEAD_NAME.finditer(text):
            if match["name2"]:
                yield from _named(text, match.span("name2"), "lead", notes, listed=True)
    if "responsib" in low or "in the charge of" in low or "entrusted to" in low or "vested in" in low:
        for match in _RESPONSIBLE_NAME.finditer(text):
            if _INTERPRETS.match(text, match.end()):
                continue
            yield from _named(text, match.span("name"), "responsible", notes, listed=True)
        for match in _PLAIN_NAME.finditer(text):
            if match["name"][:1].islower() and " " in match["name"] and not _INTERPRETS.match(text, match.end()):
                yield UnitMention(
                    span=Span(*match.span("name")),
                    name=_printed(match["name"]),
                    role="responsible",
                    rule="unit.en.text",
                )
    if re.search(r"\b(?:shall|will|must|responsible|in charge|lead|responsib\w+)\b", low):
        for match in _ACTIVE.finditer(text):
            role: UnitRole = "lead" if match["lead"] else "follow_up" if match["help"] else "responsible"
            if match["duty"] and _INTERPRETS.match(text, match.end()):
                continue
            yield from _named(text, match.span("name"), role, notes, listed=True, modal=bool(match["modal"]))


#: who says what a paper means is not who carries it out
_INTERPRETS = re.compile(r"\s*(?:for|of)\s+(?:the\s+)?(?:final\s+)?(?:interpret|explain|explanation)")
_GENERIC = re.compile(
    r"(?i)(?:the\s+)?(?:committee|department|office|bureau|commission|board|authority|council"
    r"|administration|agency|centre|center|ministry|government|company|director|secretary|minister"
    r"|association|unit|bank|division|institute|institution|fund|service|branch|commissioner|chairman"
    r"|chairperson|university|corporation|society|mission|cell|organi[sz]ation|enterprise|station"
    r"|union|court|headquarters|registrar)s?\Z"
)


def _named(
    text: str,
    at: tuple[int, int],
    role: UnitRole,
    notes: list[Span],
    *,
    listed: bool = False,
    agent: bool = False,
    modal: bool = False,
) -> Iterator[UnitMention]:
    start, end = at
    if start < 0:
        return
    for span in split_names(text, start, end) if listed else [Span(start, end)]:
        first = span.start
        while match := re.compile(
            r"(?:The|This|Each|Any|All|Every|Such|When|Where|If|For|In|And|However|Thereafter|Further|Also"
            r"|Moreover|An?|By|On|At|Upon|After|Before|As|No|These|Those|To|Of)\s+"
        ).match(text, first, span.end):
            first = match.end()
        name = text[first : span.end]
        if not name or any(n.overlaps(Span(first, span.end)) for n in notes):
            continue
        bare = name.strip()
        if _GENERIC.fullmatch(bare) or bare in words("bodies_en")["not"]:
            continue
        body = is_body(name)
        acronym = (
            re.fullmatch(r"[A-Z][A-Z&]{2,}(?:[-\s][A-Z][\w()-]*)*", bare) is not None
            and bare.split()[0] not in words("bodies_en")["not"]
        )
        if not body and not (agent and acronym):
            continue
        if modal and not body:
            continue
        if (
            modal
            and re.search(
                r"(?i)\b(?:company|university|bank|enterprise|school|hospital|association|society|fund"
                r"|institution|union|exchange|units?|county|conference|congress|customs|service|station|post"
                r"|operator|centre|center)\b",
                name,
            )
            and not re.search(
                r"(?i)\b(?:(?:central|reserve|state|national|exim|export-import) bank|bank of [a-z]+"
                r"|development council|people's bank|tax service|revenue service|bureau|ministry|department"
                r"|commission|administration|office|committee|authority|council|board|customs|government"
                r"|joint conference)\b",
                name,
            )
        ):
            continue
        yield UnitMention(span=Span(first, span.end), name=_printed(name), role=role, rule="unit.en.text")
