"""English sentences: where they end, which of them are measures (措施), and how firmly they commit."""

from __future__ import annotations

import re
from functools import cache

from ingest.lexicon_en import phrases, words
from ingest.model import Certainty, Condition, Span

# an end: . ! ? ; or a Chinese 。；！ with closing brackets and quotes, before white space or the end of the text
_END = re.compile(
    r"[.!?;。；！？][)\]\"'”’]{0,3}(?=\s|$)|[。；！？]|\n(?=[ \t\r]*(?:\n|[A-Z(•*–-]|\d))|(?<=[.;:!?)”\"])\n"
)
_ENUMERATED = re.compile(r"\s+(?:and\s+|or\s+)?\((?:[ivx]{1,4}|[a-z]|\d{1,2})\)\s")
_BEFORE = re.compile(r"([\w.&'’-]{1,20})$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?$|^[A-Z]$")


def split_sentences_en(text: str) -> list[Span]:
    """The sentences of a paragraph, semicolons included, without the white space between them; abbreviations do not end one.

    A full stop ends no sentence after an abbreviation (No., Rs., Govt., sq.mtr., e.g., U.S.), after a single initial,
    or before a lower-case word; a list label at the very beginning ("1.") belongs to the sentence it opens.

    >>> text = "Up to Rs. 2 lakhs is paid. It is final; no appeal lies."
    >>> [s.of(text) for s in split_sentences_en(text)]
    ['Up to Rs. 2 lakhs is paid.', 'It is final;', 'no appeal lies.']
    """
    spans: list[Span] = []
    start = 0
    depth_from = 0
    depth = 0
    for match in _END.finditer(text):
        depth, depth_from = _depth(text, depth_from, match.start(), depth), match.start()
        if match[0].startswith("\n"):
            _add(spans, text, start, match.start())
            start, depth = match.end(), 0
            continue
        if match[0].startswith(".") and not _ends(text, start, match):
            continue
        if match[0][0] in ";；" and depth > 0 and ")" in text[match.end() : match.end() + 400]:
            continue  # a list inside brackets is one remark
        if match[0][0] == ";" and _ENUMERATED.match(text, match.end()):
            continue  # "(i) …; and (ii) …" is one sentence
        _add(spans, text, start, match.end())
        start = match.end()
        depth = 0
    _add(spans, text, start, len(text))
    return spans


def _depth(text: str, start: int, end: int, depth: int) -> int:
    opened = text.count("(", start, end) + text.count("（", start, end)
    closed = text.count(")", start, end) + text.count("）", start, end)
    return max(0, depth + opened - closed)


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    stop = start + len(piece.rstrip())
    if any(c.isalnum() for c in text[begin:stop]):
        spans.append(Span(begin, stop))
    elif spans and stop > begin:
        spans[-1] = Span(spans[-1].start, stop)


@cache
def _abbreviations() -> frozenset[str]:
    return words("sentences_en")["abbreviation"]


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    at = match.start()
    rest = text[match.end() : match.end() + 12].lstrip()
    before = _BEFORE.search(text, max(start, at - 21), at)
    word = before[1] if before else ""
    if not rest:
        return True
    if text[start:at].strip().isalnum() and (text[start:at].strip().isdigit() or len(text[start:at].strip()) <= 2):
        return False  # the label of a list item
    if word.lower() in ("etc", "inc", "ltd", "co"):
        return rest[0].isupper() and not word[0].isupper()
    if word.lower().rstrip(".") in _abbreviations() or _INITIALS.search(word):
        return False
    return not rest[0].islower() or match[0] != "."


# ---------------------------------------------------------------------------------------------------------------------
# measures

_LABEL = re.compile(r"^\s*(?:\(?(?:\d{1,3}|[ivxlc]{1,5}|[A-Za-z])[.)]\)?\s+|[-•*·]\s+)")
_PURPOSE = re.compile(r"^(?:in order to|so as to|with a view to|to)\s+[a-z]+\b[^,]*$", re.I)
#: "To apply for a licence you must be registered" asks for something
_ASKS = re.compile(
    r"\b(?:you|applicants?|exporters?|importers?|traders?|enterprises|companies|firms)\s+(?:must|shall|should|may|can|need|are)\b"
)
#: "of 20,000 square metres and above, CNY 600,000;": an offer that goes on without its verb
_SUM = re.compile(
    r"\b(?:rmb|cny|usd|us\$|hk\$|eur|rs\.?)\s?\d|\d\s?(?:million |thousand |billion )?(?:yuan|rmb|dollars)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|been|be|requires?|came|comes?|having|holding|remains?"
    r"|contains?|consists?|includes|became|becomes|plays?|led|leads|needs)\b"
)
_MEANS = re.compile(
    r"(?:[\"”')]|^\W*\(?[a-z]\)?\s[\w\s-]{1,40})\s+means\b|^[\"“']?[\w\s-]{1,50}[\"”']?\s+means\s+(?:an?|any|the|all)\b"
)
_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’-]*")


@cache
def _table() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str], frozenset[str]]:
    kinds = words("sentences_en")
    definite = re.compile(rf"\b(?:{phrases(kinds['definition'])})\b")
    modal = re.compile(rf"\b(?:{phrases(kinds['modal'])})\b")
    offer = re.compile(rf"\b(?:{phrases(kinds['offer'])})\b")
    return definite, modal, offer, kinds["imperative"], kinds["document"]


@cache
def _pointer() -> re.Pattern[str]:
    return re.compile(rf"(?:{phrases(words('sentences_en')['pointer'])})\b")


#: "is therefore advised", "is being partially modified": the adverb between
_ADVERB = re.compile(
    r"\b(is|are|being|be|has|have),?\s+(?:therefore|partially|further|also|accordingly|now|duly|suitably|hereby|jointly|mainly|separately|fully),?\s+"
)
#: "Guided by the plan, build …": what stands before an imperative
_LED_IN = re.compile(
    r"(?:guided by|based on|relying on|in line with|on the basis of|centering on|centring on|focusing on|adhering to|following"
    r"|by|before|in|during|from|with|under|through|in accordance with|according to|taking)\b[^,;]{3,160},\s+([a-z]+)\b"
)
#: scope, beginning and end of the paper itself
_OF_ITSELF = re.compile(
    r"(?:this|these|the present|the above|the said)\s+(?:[\w-]+\s+){0,4}?(?:measures?|polic(?:y|ies)|notice|notification|circular"
    r"|scheme|rules|guidelines|provisions|opinions|plan|regulations?|order|announcement|procedures|decree|articles?|guidebook)\s+"
    r"(?:(?:shall|will|is|are|be|has|have|come)\s+)*(?:appl(?:y|ies|icable)|comes?\b|enters?\b|takes?\s+effect|effective"
    r"|(?:be\s+)?(?:implemented|interpreted|valid|binding|in force)|govern)\b"
    r"|(?:it|they|the (?:[\w-]+\s){0,3}?(?:measures|policies|notice|circular|rules|guidelines|provisions|regulations?|order))\s+"
    r"(?:(?:shall|will|is|are)\s+)*(?:appl(?:y|ies) (?:from|until|as)\b|(?:come|enter)s?\s+into\b"
    r"|takes?\s+effect|(?:be\s+)?effective\s+"
    r"(?:from|as|on|until|upon)\b|(?:be\s+)?(?:interpreted|valid|in force)\b)"
)
#: who says what the paper means
_INTERPRETS = re.compile(
    r"\b(?:responsible for|in charge of) (?:the )?(?:final )?interpret|\b(?:right|power) (?:of"
    r"|to) (?:final(?:ly)? )?interpret|\binterpretation\b[^.;]{0,80}"
    r"\b(?:rests?|lies|vests?|vested|belongs?)\b"
)
#: "…, these Measures are formulated": what the first article of a Chinese paper does
_FORMULATED = re.compile(
    r"\b(?:measures|provisions|opinions|policies|rules|plan|regulations|procedures|guidelines)\s+(?:are"
    r"|is|have been|has been)\s+(?:hereby\s+|specially\s+)?"
    r"(?:formulated|enacted|drawn up|worked out)\b"
)
#: "the rate of subsidy is 30%", "the maximum amount of grant is HK$100,000"
_STATES = re.compile(
    r"\b(?:maximum|minimum|ceiling|cap|limit|rates?|standard|proportion|quota|subsidy|reward|grant"
    r"|amount of (?:the )?\w+)\b[^,.;]{0,80}"
    r"\b(?:is|are)\s+(?:[a-z]+\s+){0,3}?(?:[a-z]{1,3})?[$€£¥]?\s?\d"
)
#: "has been raised from A to B with effect from 1 May"
_HAS_BEEN = re.compile(
    r"\b(?:has|have) been (?:increased|raised|enhanced|revised|reduced|extended|relaxed|lowered|expanded|adjusted|amended)\b"
)
_FROM_NOW = re.compile(
    r"\bfrom\s[^,;]{1,40}\sto\s|\bwith (?:immediate )?effect\b|\bw\.?\s?e\.?\s?f\b|\beffective from\b|\bnow\b"
)
#: a short name given in brackets defines nothing that the sentence does not say besides
_HEREINAFTER = re.compile(r"\s?\((?:each,? |collectively,? )?here(?:in)?after[^()]{0,160}\)")


def is_measure_en(sentence: str) -> bool:
    """Does the sentence state an action, a benefit, a target or a limit?

    Yes: a modal (shall, will, must, may …), an imperative or gerund at the head, a passive offer ("is available",
    "are exempt"), a heading-like activity ("Reimbursement of 75% of …"). No: purposes alone ("To encourage …"),
    definitions, reports of what is or was, requirements without a verb ("Unit having valid registration"), items of a
    list of papers ("Copy of the licence"). Source: the counts in data/gold/*.en.json.

    >>> is_measure_en("A grant of 30% shall be paid."), is_measure_en("To enhance exports from small units.")
    (True, False)
    """
    text = _LABEL.sub("", sentence).strip()
    low = text.lower()
    first = _TOKEN.search(low)
    if first is None:
        return False
    head = first[0]
    definite, modal, offer, imperative, document = _table()
    if _pointer().match(low, first.start()) or _OF_ITSELF.match(low, first.start()):
        return False
    if "interpret" in low and _INTERPRETS.search(low):
        return False
    low = _HEREINAFTER.sub(" ", low) if "hereinafter" in low or "hereafter" in low else low
    if (_PURPOSE.match(low) and not _ASKS.search(low)) or definite.search(low) or _MEANS.search(low):
        return False
    if head in document:
        return modal.search(low) is not None
    if head in imperative or (head == "to" and "," in low):
        return True
    if (led := _LED_IN.match(low, first.start())) and led[1] in imperative:
        return True
    if modal.search(low) or offer.search(low):
        return True
    if _FORMULATED.search(low) or _STATES.search(low) or (_HAS_BEEN.search(low) and _FROM_NOW.search(low)):
        return True
    if (said := _ADVERB.sub(r"\1 ", low)) != low and (offer.search(said) or modal.search(said)):
        return True
    if head == "no" or head in ("don't", "never"):
        return True
    head_words = low[:60].split()
    activity = next(
        (w for w in head_words[:4] if w.endswith(("tion", "sion", "ment", "ance", "studies", "support", "subsidy"))),
        None,
    )
    verbless = _FINITE.search(low) is None
    if head.endswith("ing") and len(head) > 5 and first.start() < 3 and head not in ("having", "being"):
        return verbless
    if (
        activity is not None
        and verbless
        and not re.search(r"\b\w+(?:ed|es)\s+(?:the|a|an|that|to|by)\b", " ".join(head_words[:8]))
    ):
        return True
    return verbless and ("%" in low or (text[:1].islower() and _SUM.search(low) is not None))


def read_measure_en(sentence: str, folded: str) -> tuple[Certainty, list[Condition]] | None:
    """How firmly a sentence promises what, and on what conditions (their spans are in it); None if it is no measure.

    ``folded`` is not looked at: English is read as it is printed.
    """
    return (certainty_en(sentence), find_conditions_en(sentence)) if is_measure_en(sentence) else None


_CONDITION = re.compile(
    r"(?:^|(?<=[;,.]\s))(?:and\s+)?(?P<words>(?:where|if|when|provided that|in case|for (?:an?\s"
    r"|the\s|every\s|each\s)?(?:[a-z-]+\s){0,5}?(?:enterprises?|companies|firms|units|institutions"
    r"|projects?|platforms?|parks?|bases|applicants?|exporters?|importers?|organi[sz]ers|entities"
    r"|persons|individuals)\b)[^.;]{6,260}?)(?=,\s)",
    re.I,
)


def find_conditions_en(sentence: str) -> list[Condition]:
    """What an applicant must be or have done: "where the annual volume reaches …", "for enterprises that …".

    >>> [c.quote for c in find_conditions_en("Where exports exceed RMB 5 million, a reward is paid.")]
    ['Where exports exceed RMB 5 million']
    """
    return [
        Condition(span=Span(*m.span("words")), quote=" ".join(m["words"].split()))
        for m in _CONDITION.finditer(sentence)
    ]


# ---------------------------------------------------------------------------------------------------------------------
# certainty


@cache
def _certainty() -> dict[str, re.Pattern[str]]:
    kinds = words("sentences_en")
    return {kind: re.compile(rf"\b(?:{phrases(kinds[kind])})\b") for kind in ("study", "strive", "support", "definite")}


#: "provide support for the fees", "granted certain support"; "support firms in exhibiting" gives nothing
_GIVES = re.compile(
    r"\b(?:provid|giv|grant|offer|award)\w*\s+(?:[a-z-]+\s+){0,3}?(?:support|assistance|incentives?)\b(?!\s+services?\b)"
)
_HEAD = re.compile(r"\W*(?:(?:we|the city|efforts?|it)\s+)?(?:(?:will|shall|to|also|actively|further|be)\s+)*\Z")
_MARKETS = re.compile(r"\s+(?:[a-z-]+\s+){0,4}?markets?\b")


def _studied(study: re.Match[str], low: str, pays: re.Match[str] | None) -> bool:
    """Is something only looked into: at the head of the sentence, in the passive, or where a payment is what is studied?
    "Explore overseas markets" is 开拓."""
    if study[0].startswith("explor") and _MARKETS.match(low, study.end()):
        return False
    if study[0].startswith("be ") or _HEAD.match(low[: study.start()]):
        return True
    after = _certainty()["support"].search(low, study.end(), study.end() + 120) or _GIVES.search(
        low, study.end(), study.end() + 120
    )
    return after is not None or (pays is not None and "feasib" in study[0])


def certainty_en(sentence: str) -> Certainty:
    """How firmly a measure commits: study 研究/探索, strive 力争, unspecified 给予支持 without a sum, else committed.

    >>> certainty_en("We will explore the setting up of a fund."), certainty_en("Support will be given to exporters.")
    ('study', 'unspecified')
    """
    low = sentence.lower()
    marks = _certainty()
    pays = marks["support"].search(low) or _GIVES.search(low)
    study, strive = marks["study"].search(low), marks["strive"].search(low)
    if study and (strive is None or study.start() < strive.start()) and _studied(study, low, pays):
        return "study"
    if strive:
        return "strive"
    if pays and not re.search(
        r"\d\s*(?:%|per\s?cent|million|thousand|lakh|crore|yuan)|(?:rmb|cny|usd|rs\.?|\$|€|£|¥)\s?\d"
        r"|in full|full support",
        low,
    ):
        return "unspecified" if not marks["definite"].search(low) else "committed"
    return "committed"
