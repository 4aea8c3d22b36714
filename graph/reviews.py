"""Decisions of people about links: a CSV that opens in a spreadsheet, kept in a folder of its own, and what it does to links.

A row is a pair of measures with a decision: accept 采纳, reject 否决, relabel 改判 (with the right relation) or add 补充 (a pair
the machine did not find). Decisions are kept in ``data/reviews/<left>--<right>.csv`` beside the manifest: they are work of people
and belong under version control, not into a build folder. They win over what the linker computes, now and after every rebuild.

A decision is about texts, so each row holds the digests of both texts. Where a measure has moved to another number with the
same words, the decision moves with it; where its words have changed, the decision is refused and named.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ingest.errors import PolicyGraphError, ReviewError

if TYPE_CHECKING:
    from graph.links.link import Links, MeasureLink, Mode, Unpaired

Decision = Literal["accept", "reject", "relabel", "add"]

#: the feature by which the evidence says that a person decided
BY_PERSON = "review"

#: what a relation over time becomes when the older edition stands on the right, and whatever is the same both ways
MIRRORED: dict[str, str] = {
    "continues": "continues",
    "strengthens": "weakens",
    "weakens": "strengthens",
    "broadens": "narrows",
    "narrows": "broadens",
    "replaces_instrument": "replaces_instrument",
    "related": "related",
    "same_aim_same_instrument": "same_aim_same_instrument",
    "same_aim_other_instrument": "same_aim_other_instrument",
}

#: relations that a pair can have in each mode
RELATIONS: dict[str, tuple[str, ...]] = {
    "editions": (
        "continues",
        "strengthens",
        "weakens",
        "broadens",
        "narrows",
        "replaces_instrument",
        "related",
    ),
    "cities": ("same_aim_same_instrument", "same_aim_other_instrument", "related"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person decided about a pair of measures (full ids, "weihai-2020/1#5").

    ``relation`` is what it is to be called (None for a rejected pair). ``source`` and ``line`` say where the decision stands.
    """

    left: str
    right: str
    decision: Decision
    relation: str | None
    left_digest: str
    right_digest: str
    reviewer: str = ""
    note: str = ""
    source: str | None = None
    line: int | None = None

    def mirrored(self) -> Review:
        """The same decision with left and right exchanged."""
        return replace(
            self,
            left=self.right,
            right=self.left,
            left_digest=self.right_digest,
            right_digest=self.left_digest,
            relation=MIRRORED.get(self.relation, self.relation) if self.relation else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Links after the decisions: ``holding`` are those that were applied, ``rejected`` the links they turned down, ``refused``
    the decisions about texts that are no longer there."""

    links: Links
    rejected: tuple[MeasureLink, ...] = ()
    holding: Mapping[tuple[str, str], Review]
    refused: tuple[PolicyGraphError, ...] = ()


def digest(text: str) -> str:
    """The digest of the words of a measure: white space and full- or half-width forms do not count.

    >>> digest("给予 3万元奖励；") == digest("给予３万元奖励;")
    True
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    # the letter in front keeps spreadsheets from taking 12345678e9012345 for a number
    return "t" + hashlib.sha256(plain.encode("utf-8")).hexdigest()[:16]


def about(reviews: Iterable[Review], left: str, right: str) -> list[Review]:
    """The decisions about two notices, turned so that ``left`` is on the left."""
    found = []
    for review in reviews:
        notices = (notice_of(review.left), notice_of(review.right))
        if notices == (left, right):
            found.append(review)
        elif notices == (right, left):
            found.append(review.mirrored())
    return found


def what_it_says(review: Review) -> str:
    """The decision without the place where it stands: what the links of a build depend on."""
    return repr(replace(review, source=None, line=None))


def notice_of(measure: str) -> str:
    """The notice of a full measure id: "weihai-2020/1#5" → "weihai-2020"."""
    return measure.partition("/")[0]


def settled(review: Review, texts: Mapping[str, str]) -> Review:
    """The decision with the ids its texts have now. Raises ``ReviewError`` where a text is no longer there."""
    return replace(
        review,
        left=_now(review.left, review.left_digest, texts, review),
        right=_now(review.right, review.right_digest, texts, review),
    )


def checked(review: Review, mode: Mode) -> Review:
    """The decision, if its relation is one that two editions, or two places, can have. Raises ``ReviewError``."""
    if review.relation is not None and review.relation not in RELATIONS[mode]:
        raise ReviewError(
            f"{review.relation!r} is no relation between {'editions' if mode == 'editions' else 'two places'}",
            source=review.source,
            line=review.line,
            hint=", ".join(RELATIONS[mode]),
        )
    return review


def _now(measure: str, wanted: str, texts: Mapping[str, str], review: Review) -> str:
    if measure in texts and digest(texts[measure]) == wanted:
        return measure
    same = [id for id, text in texts.items() if notice_of(id) == notice_of(measure) and digest(text) == wanted]
    if len(same) == 1:
        return same[0]
    what = "has changed since it was reviewed" if measure in texts else "is no longer there"
    raise ReviewError(
        f"the text of {measure} {what}",
        source=review.source,
        line=review.line,
        hint=f"policygraph review {notice_of(review.left)} {notice_of(review.right)}, and decide again",
    )


def reviewed(links: Links, reviews: Sequence[Review], texts: Mapping[str, str], mode: Mode) -> Reviewed:
    """Lets the decisions about these two notices win over ``links``; ``texts`` are the measures of both by full id.

    accept and relabel confirm a pair, with the relation that was decided, even if the linker no longer finds it; add puts a
    pair in; reject takes it out. A measure that is left without any pair is dropped, or new, with the rejected one as its
    nearest; one that got a pair is so no longer.
    """
    from graph.links.link import Links

    notices = {notice_of(id) for id in texts}
    found = {(link.left_id, link.right_id): link for link in links.links}
    holding: dict[tuple[str, str], Review] = {}
    rejected: dict[tuple[str, str], MeasureLink] = {}
    refused: list[PolicyGraphError] = []
    for review in reviews:
        if not {notice_of(review.left), notice_of(review.right)} <= notices:
            continue
        try:
            now = checked(settled(review, texts), mode)
        except ReviewError as error:
            refused.append(error)
            continue
        pair = (now.left, now.right)
        holding[pair] = now
        if now.decision == "reject":
            if pair in found:
                rejected[pair] = found.pop(pair)
        else:
            found[pair] = _confirmed(found.get(pair), now, found)
    if not holding:
        return Reviewed(links=links, holding={}, refused=tuple(refused))
    kept = sorted(found.values(), key=lambda link: (_order(link.left_id), -float(link.score), _order(link.right_id)))
    linked = {id for link in kept for id in (link.left_id, link.right_id)}
    return Reviewed(
        links=Links(
            links=tuple(kept),
            dropped=_without(
                links.dropped, linked, [(r.left_id, r.right_id, r.score) for r in rejected.values()], "dropped"
            ),
            new=_without(links.new, linked, [(r.right_id, r.left_id, r.score) for r in rejected.values()], "new"),
        ),
        rejected=tuple(rejected[pair] for pair in sorted(rejected)),
        holding=holding,
        refused=tuple(refused),
    )


def _confirmed(link: MeasureLink | None, review: Review, found: Mapping[tuple[str, str], MeasureLink]) -> MeasureLink:
    """The link that a person confirmed, with the evidence of the machine where it has any."""
    from graph.links.evidence import Evidence
    from graph.links.link import MeasureLink

    by_person = Evidence(BY_PERSON, 1.0, (), ())
    relation = review.relation
    assert relation is not None  # only rejected pairs have none
    if link is not None:
        changed = relation != link.relation
        evidence = (by_person, *link.evidence)
        if not changed:
            return replace(link, evidence=evidence)
        said_zh, said_en = _said(review)
        return replace(link, relation=relation, evidence=evidence, why_zh=said_zh, why_en=said_en)
    said_zh, said_en = _said(review)
    return MeasureLink(
        left_id=review.left,
        right_id=review.right,
        relation=relation,
        score=1.0,
        rank=1 + sum(left == review.left for left, _ in found),
        margin=0.0,
        evidence=(by_person,),
        why_zh=said_zh,
        why_en=said_en,
    )


def _said(review: Review) -> tuple[str, str]:
    """The words of the reviewer as the reason, in place of those of the machine."""
    who_zh, who_en = (f"（{review.reviewer}）", f" by {review.reviewer}") if review.reviewer else ("", "")
    note_zh, note_en = (f"：{review.note}", f": {review.note}") if review.note else ("", "")
    return f"人工复核认定{who_zh}{note_zh or '。'}", f"decided{who_en}{note_en or '.'}"


def _without(
    before: Sequence[Unpaired],
    linked: set[str],
    rejected: Sequence[tuple[str, str, float]],
    relation: Literal["dropped", "new"],
) -> tuple[Unpaired, ...]:
    """The measures without counterpart, after some pairs came and some went."""
    from graph.links.link import Unpaired

    kept = {statement.id: statement for statement in before if statement.id not in linked}
    for id, other, score in sorted(rejected, key=lambda pair: (-pair[2], pair[1])):
        if id not in linked and id not in kept:
            kept[id] = Unpaired(
                id=id, compared_with=notice_of(other), best_id=other, best_score=score, relation=relation
            )
    return tuple(kept[id] for id in sorted(kept, key=_order))


def _order(measure: str) -> tuple[tuple[int, str], ...]:
    """Sorts "1#2" before "1#10"."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", measure) if part)
