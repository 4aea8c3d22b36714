"""Labels and headings of English outlines: Part I, Chapter 2, Article 5, Section 3, I., (I), 1., 1.1, (1), (a), a),
(i), and headings without a number.

``labels_en`` looks at the whole paper, because two things cannot be seen in one paragraph: a list of contents at the
top, whose entries lend their numbers to the unnumbered headings below, and capital headings, which count only in a
paper that is divided by them. Which candidate is true is for ``ingest.outline`` to say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.lexicon_en import words
from ingest.model import Span
from ingest.outline import Label, Node, Outline, closing_of
from ingest.pipeline.folding_en import fold

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NAMED = (
    "Part",
    "Title",
    "Chapter",
    "Division",
    "Article",
    "Section",
    "Clause",
    "Regulation",
    "Rule",
    "Paragraph",
    "Measure",
    "Step",
    "Policy",
    "Item",
    "Task",
)

_NAMED_LABEL = re.compile(
    rf"(?P<name>{'|'.join(_NAMED)}|{'|'.join(n.upper() for n in _NAMED)}|Sec\."
    rf"|Art\.)\s{{0,2}}(?P<number>\d{{1,3}}[A-Z]?|[IVXLC]{{1,7}}|(?:One|Two|Three|Four|Five|Six|Seven"
    rf"|Eight|Nine|Ten)\b)"
    r"(?![\w/]|\s?(?:of|and|to|or|above|below|shall|applies|is|are)\b|\s?\((?:\d{1,2}|[a-z]{1,3})\))[.:)]?\s*[-—:.]?\s*"
)
_DECIMAL = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s*|\s+)(?!(?:%|per\s?cent|million|billion|lakhs?|crores?"
    r"|percentage|yuan|trillion|times|hectares|tonnes)\b|%)"
)
_ARABIC = re.compile(r"(\d{1,3})[.、](?!\d)\s*")
_PLAIN = re.compile(r"(\d{1,2})\s+(?=[A-Z“\"‘'])")
_ALONE = re.compile(r"([IVXLC]{1,7})")
_ARABIC_BRACKET = re.compile(r"(\d{1,3})\)\s*")
_BRACKETED = re.compile(r"\(\s?(\d{1,3})\s?\)[.]?\s*")
_LETTERS = re.compile(r"\(\s?([A-Za-z]{1,6})\s?\)[.]?\s*")
_LETTERS_CLOSED = re.compile(r"([A-Za-z]{1,5})\)\s*")
#: "A. P. (DIR Series) Circular" opens with initials
_LETTERS_STOP = re.compile(r"([IVXLC]{1,7}|[A-Z]|[a-z]|[ivxlc]{2,6})\.\s+(?=\S)(?![A-Z]\.[\s,])")
_ROMAN_SIGN = re.compile(r"([Ⅰ-Ⅻ])[\s.、,:]\s*")
_WORDS = {
    w: i for i, w in enumerate(["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"], 1)
}


def roman(numeral: str) -> int | None:
    """The value of a roman numeral up to 399 in its only proper form; None for anything else.

    >>> roman("xiv"), roman("iiii"), roman("D")
    (14, None, None)
    """
    low = numeral.lower()
    if not low or any(c not in _ROMAN for c in low):
        return None
    total = 0
    for char, following in zip(low, [*low[1:], ""], strict=True):
        value = _ROMAN[char]
        total += -value if following and _ROMAN[following] > value else value
    return total if 0 < total < 400 and _to_roman(total) == low else None


def _to_roman(value: int) -> str:
    said = ""
    for size, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        while value >= size:
            said, value = said + sign, value - size
    return said


def label_en(paragraph: str) -> Label | None:
    """The label an English paragraph opens with; letters that are also roman numerals carry both readings.

    >>> label_en("Article 5  Export credit").key, label_en("(iii) the rate").key, label_en("1.5 million yuan is paid") is None
    ('5', 'iii', True)
    >>> [option.kind for option in label_en("(i) Eligibility").options]
    ['(a)']
    """
    head = fold(paragraph[:48])
    if match := _NAMED_LABEL.match(head):
        numeral = match["number"]
        value = int(re.sub(r"\D", "", numeral)) if numeral[0].isdigit() else _WORDS.get(numeral) or roman(numeral)
        if value is None:
            return None
        name = match["name"].rstrip(".").capitalize()
        return _label(
            {"Sec": "Section", "Art": "Article"}.get(name, name), (value,), str(value), paragraph, match.end()
        )
    if match := _DECIMAL.match(head):
        numbers = tuple(int(part) for part in match[1].split("."))
        return _label(f"1.1/{len(numbers)}", numbers, match[1], paragraph, match.end())
    for kind, pattern in (("1.", _ARABIC), ("(1)", _BRACKETED), ("1)", _ARABIC_BRACKET)):
        if match := pattern.match(head):
            return _label(kind, (int(match[1]),), str(int(match[1])), paragraph, match.end())
    if match := _ROMAN_SIGN.match(paragraph):
        value = ord(match[1]) - ord("Ⅰ") + 1
        return _label("I.", (value,), str(value), paragraph, match.end())
    if len(paragraph) <= 7 and (match := _ALONE.fullmatch(head)) and (value := roman(match[1])) is not None:
        return _label("I.", (value,), str(value), paragraph, len(paragraph))  # its heading is the next line
    for shape, pattern in (("({})", _LETTERS), ("{})", _LETTERS_CLOSED), ("{}.", _LETTERS_STOP)):
        if match := pattern.match(head):
            return _lettered(match[1], shape, paragraph, match.end())
    return None


def _lettered(letters: str, shape: str, paragraph: str, length: int) -> Label | None:
    """A letter, a roman numeral, or both; the roman reading comes first where it may open a list."""
    options: list[Label] = []
    upper = letters.isupper()
    if not (upper or letters.islower()):
        return None
    if (value := roman(letters)) is not None and value <= 60:
        key = str(value) if upper else letters
        options.append(_label(shape.format("I" if upper else "i"), (value,), key, paragraph, length))
    if len(letters) == 1:
        options.append(
            _label(shape.format("A" if upper else "a"), (ord(letters.lower()) - 96,), letters, paragraph, length)
        )
    if not options:
        return None
    first = options[0]
    return Label(first.kind, first.number, first.key, first.printed, first.length, tuple(options[1:]))


def _label(kind: str, number: tuple[int, ...], key: str, paragraph: str, length: int) -> Label:
    length = min(length, len(paragraph))
    return Label(
        kind, number, key, paragraph[:length].rstrip(" .:—-") if kind in _NAMED else paragraph[:length].rstrip(), length
    )


# ---------------------------------------------------------------------------------------------------------------------
# the whole paper

_CAPITALS = re.compile(r"[A-Z0-9][A-Z0-9 &'’“”\"(),/.–:-]{3,119}")
_NO_HEADING = re.compile(
    r"^(?:DOCUMENT|CONTENTS|TABLE OF CONTENTS|TO|CC|PAGE|FORM\b.*|NOTICE|CIRCULAR|NOTIFICATION)\b"
    r"|\d{4}/|^NO\b|[.]$|^(?i:sd/-|by order|dated?\b|tel\b|fax\b|source\b|note\b|figure\b|table\b"
    r"|for more\b|dear\b|sir\b|subject\b|sub\b)"
)
#: the law under which a gazette notice is made, above its title: "THE TRADE ACT", "(Cap. 5)"
STATUTE = re.compile(
    r"^THE [A-Z ,&'’()-]{4,100}\b(?:ACT|ORDINANCE|CODE|DECREE)S?(?:,? \d{4})?$|^\((?:Cap|CAP|No|NO|Act|ACT)\b[^()]{1,40}\)$"
)
#: the first words of an enacting formula
_ENACTS = re.compile(
    r"^(?:IN (?:EXERCISE|PURSUANCE|ACCORDANCE)|In (?:exercise|pursuance) of|WHEREAS|PURSUANT"
    r"|IT IS (?:HEREBY )?(?:NOTIFIED|ORDERED)|NOTICE IS HEREBY|TAKE NOTICE|It is (?:hereby )?notified)\b"
)
ANNEX_EN = re.compile(r"^(?:annex(?:es|ure|ures)?|appendi(?:x|ces))\b[\s.:-]{0,3}[\dIVXA-Z]{0,4}\b.{0,60}$", re.I)
_QUESTION = re.compile(r"(?:Who|What|How|When|Where|Why|Which)(?:\s[\w'’/-]+){1,8}\??")
_SMALL = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "to",
        "a",
        "an",
        "with",
        "by",
        "under",
        "from",
        "at",
        "or",
        "as",
        "per",
        "its",
        "into",
    ]
)


#: the first item of a list, and how its second is printed
_ITEMS = {"(1)": "(2)", "(I)": "(II)", "(i)": "(ii)", "(a)": "(b)", "1.": "2.", "1)": "2)", "a.": "b."}
_FIRST_ITEM = re.compile(
    r"(?:[\[【(][A-Z][^\[\]【】()]{2,80}[\]】)]\s?:?\s*|[A-Z][^.:;]{2,80}[.:]\s+)?(?P<item>\((?:1|I|i|a)\)|1[.)]|a\.)\s"
)


def first_items_apart(paragraphs: Sequence[str]) -> dict[int, int]:
    """Paragraphs that open with a label and hold the first item of a list that goes on in the next paragraph, with the offset
    of that item: "Article 2 [Trade] (1) For …" above "(2) For …".

    >>> first_items_apart(["Article 2 [Trade] (1) Firms shall apply.", "(2) Fees are waived."])
    {0: 18}
    """
    found: dict[int, int] = {}
    for i, (paragraph, after) in enumerate(itertools.pairwise(paragraphs)):
        if paragraph[:1] not in _LABEL_STARTS or (label := label_en(paragraph)) is None:
            continue
        match = _FIRST_ITEM.match(paragraph, label.length)
        if match and after.startswith(_ITEMS[match["item"]]) and match.start("item") > 0:
            found[i] = match.start("item")
    return found


_LABEL_STARTS = frozenset("ACDIPRSTMVX(0123456789ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")


def labels_en(paragraphs: Sequence[str]) -> list[Label | None]:
    """A label, or None, for every paragraph of a paper.

    A list of contents at the top labels nothing itself; its numbers go to the headings below that repeat its words.
    Headings without a number become labels of kind "heading caps", "heading title" or "heading colon" (their key is
    their text) where the paper is divided by them: capitals at least twice; others where a list begins anew under
    one, or where nothing in the paper is numbered."""
    labels = [label_en(paragraph) for paragraph in paragraphs]
    _without_lists_of_names(paragraphs, labels)
    _without_contents(paragraphs, labels)
    _without_recitals(paragraphs, labels)
    _plain_numbers(paragraphs, labels)
    _headings_alike(paragraphs, labels)
    _implied_first(paragraphs, labels)
    entries = _contents(paragraphs, labels)
    start = max((i for i, _, _ in entries), default=-1) + 1
    for i in range(start):
        labels[i] = None
    at = start
    depths: list[str] = []
    skipped: list[Label] = []
    for _, said, label in entries:
        if label.kind in depths:
            del depths[depths.index(label.kind) + 1 :]
        else:
            depths.append(label.kind)
        here = next((i for i in range(at, len(paragraphs)) if labels[i] is None and _bare(paragraphs[i]) == said), None)
        owned = Label(f"contents {len(depths) - 1}", label.number, label.key, label.printed, 0)
        if here is None:
            skipped.append(owned)
            continue
        # an entry that is worded otherwise below goes to the first heading in its stretch
        for lost in skipped[-1:]:
            other = next(
                (
                    i
                    for i in range(at, here)
                    if labels[i] is None
                    and _style(paragraphs[i]) in ("caps", "title")
                    and _style(paragraphs[i + 1]) != _style(paragraphs[i])
                ),
                None,
            )
            if other is not None:
                labels[other] = lost
        skipped = []
        labels[here] = owned
        at = here + 1
    _unnumbered(paragraphs, labels, start)
    _excerpt(paragraphs, labels)
    return labels


def _excerpt(paragraphs: Sequence[str], labels: list[Label | None]) -> None:
    """In an excerpt of a paper no list begins with its first number: one opens where two labels of a kind count on, and
    so does the heading right above it: "IV. Key enterprises", "15. …", "16. …"."""
    printed = [i for i, label in enumerate(labels) if label is not None]
    if len(printed) < 2 or any(labels[i].number[-1] == 1 for i in printed):  # type: ignore[union-attr]
        return
    first: dict[str, int] = {}
    for i in printed:
        label = labels[i]
        assert label is not None
        if label.kind not in first and any(
            (other := labels[j]) is not None
            and other.kind == label.kind
            and other.number == (*label.number[:-1], label.number[-1] + 1)
            for j in printed
            if j > i
        ):
            first[label.kind] = i
    above = printed[0]
    if first and labels[above].kind not in first and printed[1] in first.values() and len(paragraphs[above]) <= 160:  # type: ignore[union-attr]
        first[labels[above].kind] = above  # type: ignore[union-attr]
    for i in first.values():
        labels[i] = replace(labels[i], opens=True)  # type: ignore[type-var]


#: lines behind which numbered lines are names: addressees, papers enclosed
_NAMES_FOLLOW = re.compile(
    r"^(?:To|Copy(?: forwarded)? to|Copies to|C\.?c|Distribution|Attachments?|Enclosures?|Encl|Annexes|Appendices)\s*[-–—:,.]*$",
    re.I,
)


def _without_lists_of_names(paragraphs: Sequence[str], labels: list[Label | None]) -> None:
    """Numbered addressees behind "To:" and numbered papers behind "Attachments:" are no outline."""
    listing = False
    for i, paragraph in enumerate(paragraphs):
        if _NAMES_FOLLOW.match(paragraph):
            listing = True
        elif listing and labels[i] is not None and len(paragraph) <= 200:
            labels[i] = None
        else:
            listing = False


_CONTENTS_LINE = re.compile(r"^(?:Table of )?Contents:?$", re.I)


def _without_contents(paragraphs: Sequence[str], labels: list[Label | None]) -> None:
    """The lines under "Contents" are no outline, up to where the first of them comes again with its label."""
    start = next((i for i, paragraph in enumerate(paragraphs[:60]) if _CONTENTS_LINE.match(paragraph)), None)
    first = start is not None and next((i for i in range(start + 1, len(paragraphs)) if labels[i] is not None), None)
    if not first:
        return
    entry = _bare(re.sub(r"[.…\s]+\d{1,3}$", "", paragraphs[first]))
    again = next((i for i in range(first + 1, len(paragraphs)) if _bare(paragraphs[i]) == entry), None)
    if again is not None and labels[again] is not None:
        labels[first:again] = [None] * (again - first)


_ADOPTS = re.compile(r"^(?:HAS|HAVE) (?:ADOPTED|DECIDED|MADE)\b.{0,60}:$|^(?:has|have) adopted this [a-z]+:$")


def _without_recitals(paragraphs: Sequence[str], labels: list[Label | None]) -> None:
    """ "(1) Whereas …" above "HAS ADOPTED THIS REGULATION:" gives reasons and is no outline."""
    adopts = next((i for i, paragraph in enumerate(paragraphs) if _ADOPTS.match(paragraph)), 0)
    labels[:adopts] = [None] * adopts


def _plain_numbers(paragraphs: Sequence[str], labels: list[Label | None]) -> None:
    """ "1 This circular …", "2 With effect from …": bare numbers are labels where three paragraphs or more count on."""
    run: list[tuple[int, re.Match[str]]] = []
    for i, paragraph in enumerate(paragraphs):
        match = _PLAIN.match(paragraph) if labels[i] is None else None
        if match and (int(match[1]) == int(run[-1][1][1]) + 1 if run else int(match[1]) in (1, 2)):
            run.append((i, match))
    if len(run) >= 3:
        for i, match in run:
            labels[i] = _label("1.", (int(match[1]),), str(int(match[1])), paragraphs[i], match.end())


def _headings_alike(paragraphs: Sequence[str], labels: list[Label | None]) -> None:
    """Sections and clauses numbered alike: "1. Opening up", "1. Opening more sectors. We will …", "2. …", "2. Promotion",
    "3. …": a line that is only a heading, with its own count and right above a number of the running count, is of a kind
    of its own."""
    ones = [i for i, label in enumerate(labels) if label is not None and label.kind == "1."]
    heads = [
        i
        for i, after in itertools.pairwise(ones)
        if after == i + 1
        and _bare_heading(paragraphs[i], labels[i])
        and not _bare_heading(paragraphs[after], labels[after])
    ]
    others = [i for i in ones if i not in heads]
    if len(heads) < 2 or [labels[i].number[0] for i in heads] != list(range(1, len(heads) + 1)):  # type: ignore[union-attr]
        return
    if [labels[i].number[0] for i in others] == list(range(1, len(others) + 1)):  # type: ignore[union-attr]
        for i in heads:
            labels[i] = replace(labels[i], kind="1. heading")  # type: ignore[type-var]


def _bare_heading(paragraph: str, label: Label | None) -> bool:
    rest = paragraph[label.length :].strip() if label else ""
    return 0 < len(rest) <= 120 and rest[-1] not in ".;:,!?)"


_SENTENCE = re.compile(r"^(?!(?:To|Dear|Subject|Ref)\b)[A-Z“\"‘'(][^\n]{38,}[.;:]$")


def _implied_first(paragraphs: Sequence[str], labels: list[Label | None]) -> None:
    """A letter whose numbers begin with 2: the paragraph of text before it is the first (Indian and Hong Kong circulars)."""
    at = next((i for i, label in enumerate(labels) if label is not None and label.kind == "1."), None)
    if at is None or labels[at] is None or labels[at].number != (2,) or any(labels[:at]):  # type: ignore[union-attr]
        return
    first = at
    while first and (
        _SENTENCE.match(paragraphs[first - 1])
        # "New address: …" under a sentence that ends with a colon
        or (first > 1 and re.match(r"[^:]{3,40}:\s", paragraphs[first - 1]) and paragraphs[first - 2][-1] not in ",")
    ):
        first -= 1
    while first < at and not _SENTENCE.match(paragraphs[first]):
        first += 1
    if first < at:
        labels[first] = Label("1.", (1,), "1", "", 0)


def is_unnumbered(label: Label) -> bool:
    """Is it a heading without a number of its own?"""
    return label.kind.startswith(("heading", "contents"))


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def _contents(paragraphs: Sequence[str], labels: Sequence[Label | None]) -> list[tuple[int, str, Label]]:
    """The entries of a list of contents (index, words, label): labelled lines near the top, of which at least two
    stand again below without a label."""
    below: dict[str, int] = {}
    for i, paragraph in enumerate(paragraphs):
        if len(paragraph) <= 160 and labels[i] is None:
            below[_bare(paragraph)] = i
    listed: list[tuple[int, str, Label]] = []
    found: list[int] = []
    for i, label in enumerate(labels[:80]):
        if len(paragraphs[i]) > 160:
            break  # a list of contents ends where text begins
        if label is None:
            continue
        said = _bare(re.sub(r"[.\s]+\d{1,3}$", "", paragraphs[i][label.length :]))
        listed.append((i, said, label))
        if said and below.get(said, -1) > i + 1 and all(said != other for _, other, _ in listed[:-1]):
            found.append(i)
    return [entry for entry in listed if found[0] <= entry[0] <= found[-1]] if len(found) > 1 else []


def _style(paragraph: str) -> str | None:
    """Of which style an unnumbered heading would be: capitals, title case, or a few words and a colon; None for text."""
    if not 4 <= len(paragraph) <= 130 or _NO_HEADING.search(paragraph):
        return None
    if _CAPITALS.fullmatch(paragraph) and len(paragraph.split()) <= 14 and re.search(r"[A-Z]{3}", paragraph):
        return "caps"
    if _QUESTION.fullmatch(paragraph):
        return "title"
    if not paragraph[0].isupper() or _SAYS.search(paragraph[:-1]):
        return None
    parts = re.findall(r"[A-Za-z][\w'’-]*", paragraph)
    if paragraph[-1] == ":":
        return "colon" if len(parts) <= 7 else None
    if paragraph[-1] in ".;,!?" or not 0 < len(parts) <= 16:
        return None
    large = [w for w in parts if w.lower() not in _SMALL]
    if len(parts) <= 6 or sum(w[0].isupper() for w in large) >= 0.7 * len(large):
        return "title"
    return None


def _unnumbered(paragraphs: Sequence[str], labels: list[Label | None], start: int) -> None:
    from ingest.official_en import ENDS_LETTER, SALUTATION, is_name_en, is_whole_date

    last = next((i for i, p in enumerate(paragraphs) if i > start and ENDS_LETTER.match(p)), len(paragraphs) - 1)
    candidates: dict[str, list[int]] = {"caps": [], "title": [], "colon": []}
    styles = [_style(p) if labels[i] is None else None for i, p in enumerate(paragraphs)]
    for i in range(max(start, 1), last):
        style = styles[i]
        if style is None or styles[i + 1] == style or (style != "colon" and i > 1 and styles[i - 1] == style):
            continue
        if is_name_en(paragraphs[i]) or is_whole_date(paragraphs[i]) or STATUTE.match(paragraphs[i]):
            continue
        if paragraphs[i][-1] == "," or _ENACTS.match(paragraphs[i + 1]):
            continue  # a signature, or the title above "In exercise of the powers …"
        if SALUTATION.match(paragraphs[i + 1]) or SALUTATION.match(paragraphs[i - 1]):
            continue  # the title of a letter
        candidates[style].append(i)
    numbered = any(label is not None and not is_unnumbered(label) for label in labels)
    chosen: list[str] = []
    for style, found in candidates.items():
        if style == "caps" and len(found) >= 2:
            chosen.append(style)
        elif style == "colon" and any(_opens_list(paragraphs[i], labels[i + 1]) for i in found):
            chosen.append(style)
            candidates[style] = [i for i in found if _opens_list(paragraphs[i], labels[i + 1]) or _restarts(labels, i)]
        elif style != "colon" and sum(_carries_on(labels, styles, i) for i in found) >= 2:
            chosen.append(style)
            candidates[style] = [i for i in found if _carries_on(labels, styles, i) or _restarts(labels, i)]
        elif (
            style != "caps"
            and found
            and (any(_restarts(labels, i) for i in found) or (not numbered and len(found) >= 2 and not chosen))
        ):
            chosen.append(style)
    for style in chosen:
        number = 0
        for i in candidates[style]:
            if style != "caps" and numbered and labels[i + 1] is None and len(paragraphs[i + 1]) < 60:
                continue
            number += 1
            labels[i] = Label(f"heading {style}", (number,), paragraphs[i].strip(" :"), "", 0)


def _carries_on(labels: Sequence[Label | None], styles: Sequence[str | None], at: int) -> bool:
    """Does the numbering of the paragraphs go on right behind a line that parts them: 2, "Requirements", 3?"""
    following = labels[at + 1]
    before = next((labels[i] for i in range(at - 1, -1, -1) if labels[i] is not None and labels[i].kind == "1."), None)  # type: ignore[union-attr]
    return (
        following is not None
        and before is not None
        and following.kind == "1."
        and following.number[-1] == before.number[-1] + 1
    )


def _opens_list(heading: str, following: Label | None) -> bool:
    """ "Objectives:" right before the first item of a list."""
    parts = heading.rstrip(": ").split()
    return following is not None and following.number[-1] == 1 and len(parts) <= 4 and parts[-1].lower() not in _SMALL


def _restarts(labels: Sequence[Label | None], at: int) -> bool:
    """Does a list begin anew right after this paragraph, after an earlier list of the same kind?"""
    following = labels[at + 1]
    if following is None or following.number[-1] != 1:
        return False
    return any(label is not None and label.kind == following.kind for label in labels[max(0, at - 400) : at])


# ---------------------------------------------------------------------------------------------------------------------
# the tree


def outline_en(
    paragraphs: Sequence[str],
    spans: Sequence[Span],
    labels: Sequence[Label | None],
    *,
    note_ends: Callable[[str], bool] = lambda paragraph: False,
) -> Outline:
    """The tree of an English paper from its candidate labels; the guarantees are those of ``ingest.outline.outline_of``.

    Beyond the rules there: a heading without number closes the lists above it; a list may begin anew under a later
    item (1.2 (i) after 1.1 (i)–(iv)); decimals (1.1) never nest under letters; what follows a line "Annex" is closing
    text."""
    stack: list[Node] = []
    nodes: list[Node] = []
    last_of_kind: dict[str, tuple[int, ...]] = {}
    preamble: list[int] = []
    annex = _annex(paragraphs, labels)
    for index, label in enumerate(labels[:annex]):
        accepted = _numbered_on(label, stack, last_of_kind, paragraphs) if label is not None else None
        if label is not None and accepted is None:
            accepted = (
                _heading_depth(label, stack, labels[index + 1 : index + 2])
                if is_unnumbered(label)
                else _depth(label, stack, last_of_kind, labels[index + 1 :])
            )
        if accepted is None:
            (nodes[-1].paragraphs if nodes else preamble).append(index)
            continue
        chosen, depth = accepted
        del stack[depth:]
        parent = stack[-1] if stack else None
        node = Node(
            chosen, f"{parent.path}/{chosen.key}" if parent else chosen.key, spans[index].start, [index], depth=depth
        )
        if parent:
            parent.children.append(node)
        stack.append(node)
        nodes.append(node)
        last_of_kind[chosen.kind] = chosen.number
    rest = tuple(range(annex, len(paragraphs)))
    kept: list[int] = []
    if nodes:  # the text under a heading, or under a label that stands alone, is no closing
        opening = words_at(nodes[-1], paragraphs)
        kept = nodes[-1].paragraphs[1 : opening + 1]
        del nodes[-1].paragraphs[1 : opening + 1]
    closing = closing_of(nodes, paragraphs, CLOSING_EN, note_ends, text_kept=True)
    if nodes:
        nodes[-1].paragraphs[1:1] = kept
    if not nodes:
        return Outline((), (*preamble, *rest), ())
    return Outline(tuple(nodes), tuple(preamble), (*closing, *rest))


def _annex(paragraphs: Sequence[str], labels: Sequence[Label | None]) -> int:
    """Index of the line that opens the annexes; a paper whose only numbering stands in its annex has none."""
    begun = 0
    for i, paragraph in enumerate(paragraphs):
        begun += labels[i] is not None
        if begun >= 2 and len(paragraph) <= 80 and ANNEX_EN.match(paragraph) and not paragraph.endswith((".", ";")):
            return i
    return len(paragraphs)


def words_at(node: Node, paragraphs: Sequence[str]) -> int:
    """Which paragraph of a node holds the first words of its text, behind the label and a heading on a line of its own."""
    lines = [paragraphs[i] for i in node.paragraphs]
    first = 0 if lines[0][node.label.length :].strip() else 1
    headed = len(lines) > first + 1 and is_heading_en(lines[0][node.label.length :] if first == 0 else lines[1])
    return min(first + headed, len(lines) - 1)


_DIVIDING = ("Part", "Title", "Chapter", "Division", "heading caps")


def _heading_depth(label: Label, stack: Sequence[Node], ahead: Sequence[Label | None]) -> tuple[Label, int] | None:
    """Where a heading without printed number goes: beside one of its style, else above the lists that are open."""
    if label.kind.startswith("contents"):
        return label, min(int(label.kind.split()[1]), sum(node.label.kind.startswith("contents") for node in stack))
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].label.kind == label.kind:
            return label, depth
    depth = 0
    for i, node in enumerate(stack):
        lent = node.label.kind.startswith("contents")
        if node.label.kind in _DIVIDING or lent or (label.kind != "heading caps" and is_unnumbered(node.label)):
            depth = i if lent and label.kind == "heading caps" and node.label.kind != "contents 0" else i + 1
    return label, depth


def _numbered_on(
    label: Label, stack: Sequence[Node], last_of_kind: dict[str, tuple[int, ...]], paragraphs: Sequence[str]
) -> tuple[Label, int] | None:
    """A list that is numbered on below a new heading: 2. → (1) → 1., 2. → (2) → 3., where the heading (2) has nothing below it
    yet. The same number might go on a list further up; there it would leave the heading empty."""
    if not stack or is_unnumbered(stack[-1].label) or stack[-1].label.kind == label.kind or len(label.number) > 1:
        return None
    last, above = last_of_kind.get(label.kind), [node.label for node in stack[:-1]]
    if last is None or label.number != (last[-1] + 1,) or label.kind not in {held.kind for held in above}:
        return None
    words = [paragraphs[i] for i in stack[-1].paragraphs]
    heading = len(words) == 1 and is_heading_en(words[0][stack[-1].label.length :])
    return (label, len(stack)) if heading and label.number != (1,) else None


def _depth(
    label: Label, stack: Sequence[Node], last_of_kind: dict[str, tuple[int, ...]], ahead: Sequence[Label | None]
) -> tuple[Label, int] | None:
    """Which reading of a printed label fits the open lists, and at what depth; None where it fits nowhere."""
    options = (label, *label.options)
    floor = max((i + 1 for i, node in enumerate(stack) if is_unnumbered(node.label)), default=0)
    for option in options:  # a list that is open goes on
        for depth in range(len(stack) - 1, floor - 1, -1):
            held = stack[depth].label
            if (
                held.kind == option.kind
                and len(held.number) == len(option.number)
                and held.number[:-1] == option.number[:-1]
                and option.number[-1] == held.number[-1] + 1
            ):
                return option, depth
    for option in options:
        kinds = [node.label.kind for node in stack]
        if len(option.number) > 1:
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth].label.number == option.number[:-1] and not is_unnumbered(stack[depth].label):
                    return option, depth + 1
            if option.number[-1] == 1 or option.kind not in kinds:
                if floor and stack[floor - 1].label.kind == "heading colon" and stack[floor - 1].children:
                    return option, floor - 1  # "Objectives:" held its one list
                depth = len(stack)
                while depth > floor and _LETTERED.match(stack[depth - 1].label.kind):
                    depth -= 1
                if option.kind not in kinds[floor:depth]:
                    return option, depth
            for depth in range(len(stack) - 1, floor - 1, -1):  # 2.1 after 1.4 where 2 itself is not printed
                if stack[depth].label.kind == option.kind and option.number > stack[depth].label.number:
                    return option, depth
            continue
        carried = last_of_kind.get(option.kind)
        if option.kind in kinds[floor:]:
            deepest = stack[-1].label
            if (
                option.number == (1,)
                and deepest.kind != option.kind
                and (len(deepest.number) > 1 or kinds.index(option.kind) < len(kinds) - 1)
            ):
                return option, len(stack)  # a list begins anew under a later item
            continue
        if option.number == (1,) or option.opens or (carried is not None and option.number == (carried[-1] + 1,)):
            return option, len(stack)
    for option in options:  # a label lost on the way: the next one follows this one
        for depth in range(len(stack) - 1, floor - 1, -1):
            held = stack[depth].label
            if (
                held.kind == option.kind
                and held.number[:-1] == option.number[:-1]
                and 1 < option.number[-1] - held.number[-1] <= 3
            ):
                after = next((a for a in ahead if a is not None and a.kind == option.kind), None)
                if after is not None and after.number == (*option.number[:-1], option.number[-1] + 1):
                    return option, depth
    return None


_LETTERED = re.compile(r"^(?:\(?[aAi]\)|a\.|\(1\)|1\))$")


# ---------------------------------------------------------------------------------------------------------------------
# headings

#: the first words of what closes a policy after its last clause
CLOSING_EN = re.compile(
    r"(?:These|This|The\s+(?:above|present|foregoing|aforementioned)"
    r"|The above)\s+(?:\w+[\s-]+){0,5}?(?:measures?|polic(?:y|ies)|notice|list|circular|scheme|rules"
    r"|guidelines|provisions|opinions|plan|regulations|notification|order|announcement|procedures|decision)\b"
    r"|(?:Enterprises|Matters)\b.{0,120}\bunless otherwise (?:provided|stipulated)|Annex(?:es|ure"
    r"|ures)?\b|Appendi(?:x|ces)\b|Attachments?\b|Enclosures?\b|cc\b\.?:?|Copy to\b"
    r"|Copies? (?:forwarded )?to\b|Contact(?:s| person)?:|Issued by\b|By order\b|Sd/-|\(Sd\.?"
    r"|For more details|(?:More|Further) information\b|Contact (?:us|the)\b"
    r"|Yours (?:faithfully|sincerely)|Printed (?:and|by)|This (?:issues|is issued)\b"
    r"|This is (?:hereby )?(?:to (?:announce|notify)|announced|notified)|(?:It is )?[Hh]ereby (?:notif|announce)"
    r"|(?:Please|Kindly) acknowledge (?:the )?receipt\b"
    r"|Effects? of (?:this|the) (?:Public |Trade )?(?:Notice|Notification|Circular)\b|Hindi version\b"
    r"|For (?:any |public |further |media )*(?:enquir|inquir|clarification|queries)",
    re.I,
)
_END = re.compile(r"(?:\.[\"”’)]{0,2}(?=\s|$)|[:—]\s?(?=—)|\.\s?—|\s—\s|—)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:No|Nos|Rs|Art|Sec|St|Dr|Mr|Mrs|Ltd|Co|Inc|etc|e\.g|i\.e|vs|U\.S|Govt|Dept|approx|min|max)|(?<!&)\b[A-Z])$"
)
_SAYS = re.compile(
    r"[,;:]|\b(?:shall|will|must|may|should|would|can|is|are|was|were|has|have|had|be|been|who|which"
    r"|that|where|if|RMB|Rs|USD|yuan|provide support|we)\b|\d\s?%|\bper\s?cent\b|\d{3}",
    re.I,
)


#: the name of a programme: “3010” projects
_QUOTED_NUMBER = re.compile(r"[“\"'‘]\d{2,6}[”\"'’]")
_COMMA_OR_QUOTED = re.compile(rf"{_QUOTED_NUMBER.pattern}|,")
_TO_DO = re.compile(r"To [a-z]+ ")


def split_heading_en(text: str, *, commas: bool = False) -> tuple[int, int] | None:
    """The run-in heading of a clause whose label has been cut off: (end of heading, start of body); None if there is none.

    A heading is a first sentence without comma, verb form or sum that more text follows: "Support digital trade.
    Encourage …". ``commas``: where the clauses around have headings, one may hold a comma.

    >>> text = "Strengthen export credit. Insurers shall be encouraged to …"
    >>> text[: split_heading_en(text)[0]]
    'Strengthen export credit'
    >>> split_heading_en("Hold fairs, and support firms. Give grants.")
    """
    if bracketed := _IN_BRACKETS.match(text):
        return bracketed.end("heading"), bracketed.end()
    if (colon := _COLON.match(text)) and not _ANNOUNCES.search(colon[1]) and _titled(colon[1], strictly=True):
        return colon.end(1), colon.end()
    for match in _END.finditer(text[:160]):
        first = text[: match.start()]
        if _ABBREVIATED.search(first):
            continue
        if (
            not 2 <= len(first) <= 120
            or _SAYS.search((_COMMA_OR_QUOTED if commas else _QUOTED_NUMBER).sub("", first))
            or "\n" in first
        ):
            return None
        if text[match.end() : match.end() + 1] == "\n":
            return None  # a paragraph of one sentence: ``own_line_headings`` looks at its neighbours
        rest = text[match.end() :].lstrip(" —")
        if not _titled(first, strictly=commas) and not (commas and _TO_DO.match(first)):
            return None
        if not rest or len(rest) < 20 or re.match(r"[(\[](?:Lead|Responsible)", rest) or rest[0].islower():
            return None
        return len(first), len(text) - len(rest)
    return None


def own_line_headings(texts: Sequence[str]) -> list[int]:
    """How long the heading is that opens each clause of a list, where headings are sentences on a line of their own; else 0.

    Only a habit of the list shows that: nearly all of its clauses open so.

    >>> own_line_headings(["Imports will be eased.\\nCustoms shall …", "Fairs will be paid.\\nFirms may …"])
    [21, 18]
    >>> own_line_headings(["Imports will be eased.\\nCustoms shall …", "Fairs will be paid."])
    [0, 0]
    """
    lengths = []
    for text in texts:
        line, _, rest = text.partition("\n")
        own = rest.strip() and line.endswith(".") and len(line) <= 140 and not re.search(r"[.;:!?]\s", line[:-1])
        lengths.append(len(line) - 1 if own else 0)
    habit = sum(map(bool, lengths))
    return lengths if habit >= 2 and habit >= 0.8 * len(texts) else [0] * len(texts)


#: "[Project settlement award]: …", "(Support for exhibitions) Enterprises …" behind the label of an article
_IN_BRACKETS = re.compile(
    r"(?P<heading>[\[【][A-Z][^\[\]【】.;:]{2,78}[\]】]|[(（][A-Z][^()（）.;:]{2,78}[)）])\s?[:：]?\s+(?=[A-Z“\"‘'][^\n]{19,})"
)
#: "Simplify declarations: Firms may …", where more than a word or two follows
_COLON = re.compile(r"([A-Z][^:.;!?\n]{4,118}?)(?<!\d)\s?:\s+(?=[A-Z“\"‘'][^\n]{19,})")
_ANNOUNCES = re.compile(
    r"\b(?:follow\w*|below|under|namely|includ\w*|such as|shall|will|must|may|should|would|can|is|are|was|were|has|have|be|been"
    r"|which|that|where|if|when|provided|note|notes|example|explanation|remarks?|tel|telephone|fax|e-?mail|address|website"
    r"|units?|department|departments|agency|agencies|lead|responsible)\b|\d{3}|[%$]",
    re.I,
)


def _titled(first: str, *, strictly: bool = False) -> bool:
    """Does a sentence look like a title: an imperative or gerund at its head, a few words, or words in capitals? ``strictly``:
    a few words alone do not."""
    parts = re.findall(r"[A-Za-z][\w'’-]*", first)
    if not parts:
        return False
    head = parts[0].lower()
    large = [w for w in parts if w.lower() not in _SMALL]
    return (
        head in words("sentences_en")["imperative"]
        or head.endswith("ing")
        or len(parts) <= (4 if strictly else 6)
        or sum(w[0].isupper() for w in large) >= 0.7 * len(large)
    )


def is_heading_en(rest: str) -> bool:
    """Is the rest of a labelled line a heading when more paragraphs follow it: short, without the end of a sentence?"""
    rest = rest.rstrip(" -–—")
    if rest.endswith(":") and len(rest) <= 80:
        return not _SAYS.search(rest[:-1])
    return (0 < len(rest) <= 160 and rest[-1] not in ".;:!?,)") or (
        0 < len(rest) <= 160 and rest.endswith(")") and "(" in rest and ". " not in rest
    )
