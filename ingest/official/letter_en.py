"""The fixed phrases of a letter: "To", the subject, the salutation, and with what it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: "To: All banks", "Attention"
ADDRESS = re.compile(r"^(?:To|Attention|Attn)(?:\s?[:–—-]+\s*(?P<rest>.*)|,?)$", re.I)
#: "Subject: Export credit - reg."
SUBJECT = re.compile(
    r"^(?:Subject|Sub|Re|Regarding|Title)\s?(?:[:.]\s?-?|[-–—](?=\s)|\s[-–—])\s*(?:[-–—]\s*)?(?P<title>.+)$", re.I
)
#: "Dear Sir / Madam,"
SALUTATION = re.compile(r"^(?:Dear\s.{2,40}|(?:Respected\s)?(?:Sirs?|Madam)(?:\s?/\s?(?:Sirs?|Madam))?),?$", re.I)
#: with these words a letter ends: what follows is signature
ENDS_LETTER = re.compile(
    r"^(?:Yours (?:faithfully|sincerely|truly),?|\(?Sd/?[-.]?\)?|\[signed\]|By order\b.{0,60}|Done at [A-Z][^.]{2,60}\.?)$",
    re.I,
)
#: the first words of the reasons that an act gives
REASONS = re.compile(r"^(?:Having regard|HAVING REGARD|Whereas|WHEREAS|Acting|In exercise|On the proposal)\b")


def opens_letter(paragraphs: Sequence[str], at: int) -> bool:
    """Is a paragraph where a letter begins: addressees, subject or salutation?"""
    return at < len(paragraphs) and any(form.match(paragraphs[at]) for form in (ADDRESS, SUBJECT, SALUTATION, REASONS))
