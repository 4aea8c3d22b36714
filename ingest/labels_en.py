"""The labels of an English paper, looked at as a whole, because two things cannot be seen in one paragraph: a list of contents at
the top, whose entries lend their numbers to the unnumbered headings below, and capital headings, which count only in a paper that
is divided by them. Which candidate is true is for ``ingest.outline_en`` to say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.headings_en import SAYS, SMALL_WORDS
from ingest.label_forms_en import PLAIN_NUMBER, STATUTE, is_unnumbered, label_at, label_en
from ingest.official.dates_en import is_whole_date
from ingest.official.letter_en import ENDS_LETTER, SALUTATION
from ingest.official.signature_en import is_name_en
from ingest.outline import Label

_CAPITALS = re.compile(r"[A-Z0-9][A-Z0-9 &'’“”\"(),/.–:-]{3,119}")
_NO_HEADING = re.compile(
    r"^(?:DOCUMENT|CONTENTS|TABLE OF CONTENTS|TO|CC|PAGE|FORM\b.*|NOTICE|CIRCULAR|NOTIFICATION)\b"
    r"|\d{4}/|^NO\b|[.]$|^(?i:sd/-|by order|dated?\b|tel\b|fax\b|source\b|note\b|figure\b|table\b"
    r"|for more\b|dear\b|sir\b|subject\b|sub\b)"
)
#: the first words of an enacting formula
_ENACTS = re.compile(
    r"^(?:IN (?:EXERCISE|PURSUANCE|ACCORDANCE)|In (?:exercise|pursuance) of|WHEREAS|PURSUANT"
    r"|IT IS (?:HEREBY )?(?:NOTIFIED|ORDERED)|NOTICE IS HEREBY|TAKE NOTICE|It is (?:hereby )?notified)\b"
)
_QUESTION = re.compile(r"(?:Who|What|How|When|Where|Why|Which)(?:\s[\w'’/-]+){1,8}\??")


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
    last = {(label.kind, label.number): i for i, label in enumerate(labels) if label is not None}
    for i in printed:
        label = labels[i]
        assert label is not None
        following = (label.kind, (*label.number[:-1], label.number[-1] + 1))
        if label.kind not in first and last.get(following, -1) > i:
            first[label.kind] = i
    above = printed[0]
    if first and labels[above].kind not in first and printed[1] in first.values() and len(paragraphs[above]) <= 160:  # type: ignore[union-attr]
        first[labels[above].kind] = above  # type: ignore[union-attr]
    for i in first.values():
        labels[i] = replace(labels[i], opens=True)  # type: ignore[type-var]


#: lines behind which numbered lines are names: addressees, papers enclosed
_NAMES_FOLLOW = re.compile(
    r"^(?:(?:To|Copy(?: forwarded)? to|Copies to|C\.?c|Distribution|Attachments?|Enclosures?|Encls?|Annexes|Appendices)"
    r"\s*[-–—:,.]*"
    r"|(?:Attachments?|Enclosures?|Encl?s?|Annex(?:es|ures)|Appendices)\s?[-–—:.]+\s*\(?(?:1|a|i)[.)]\s?.{2,90})$",
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
        match = PLAIN_NUMBER.match(paragraph) if labels[i] is None else None
        if match and (int(match[1]) == int(run[-1][1][1]) + 1 if run else int(match[1]) in (1, 2)):
            run.append((i, match))
    if len(run) >= 3:
        for i, match in run:
            labels[i] = label_at("1.", (int(match[1]),), str(int(match[1])), paragraphs[i], match.end())


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
    if not paragraph[0].isupper() or SAYS.search(paragraph[:-1]):
        return None
    parts = re.findall(r"[A-Za-z][\w'’-]*", paragraph)
    if paragraph[-1] == ":":
        return "colon" if len(parts) <= 7 else None
    if paragraph[-1] in ".;,!?" or not 0 < len(parts) <= 16:
        return None
    large = [w for w in parts if w.lower() not in SMALL_WORDS]
    if len(parts) <= 6 or sum(w[0].isupper() for w in large) >= 0.7 * len(large):
        return "title"
    return None


def _unnumbered(paragraphs: Sequence[str], labels: list[Label | None], start: int) -> None:
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
    return (
        following is not None and following.number[-1] == 1 and len(parts) <= 4 and parts[-1].lower() not in SMALL_WORDS
    )


def _restarts(labels: Sequence[Label | None], at: int) -> bool:
    """Does a list begin anew right after this paragraph, after an earlier list of the same kind?"""
    following = labels[at + 1]
    if following is None or following.number[-1] != 1:
        return False
    return any(label is not None and label.kind == following.kind for label in labels[max(0, at - 400) : at])
