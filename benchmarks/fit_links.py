"""Fit the weights of the linker on the gold links, and say honestly how good they are.

    python -m benchmarks.fit_links            print fitted and cross-validated figures
    python -m benchmarks.fit_links --write    and write graph/links/weights.tsv
    python -m benchmarks.fit_links --tables   write graph/links/concept_idf.tsv from data/notices

Needs scipy (extra "bench"); the linker itself does not.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from graph.links.measures import LinkMeasure, read_measure

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "data" / "gold"
NOTICES = ROOT / "data" / "notices"

Pair = tuple[str, str]


def gold_measures(notice: str) -> list[LinkMeasure]:
    """The measures of data/gold/measures-<notice>.json."""
    rows = json.loads((GOLD / f"measures-{notice}.json").read_text(encoding="utf-8"))
    return [read_measure(notice=notice, local_id=row["id"], text=row["text"]) for row in rows]


def sentences(text: str) -> list[str]:
    return [s.strip() for s in re.findall(r"[^。；！]+[。；！]?", text) if len(s.strip()) > 4]


def clause_measures(notice: str) -> list[LinkMeasure]:
    """One measure a sentence, from the clauses 一、… of a notice of data/notices (for notices without gold measures)."""
    text = re.sub(r"\s+", "", (NOTICES / f"{notice}.zh.txt").read_text(encoding="utf-8"))
    found: list[LinkMeasure] = []
    parts = re.split(r"(?:(?<=[。）])|^)([一二三四五六七八九十]{1,3})、", text)[1:]
    for n, body in enumerate(parts[1::2], 1):
        body = re.sub(r"（由[^（）]*(?:（[^（）]*）[^（）]*)*负责）.*$", "", body)
        heading, *rest = sentences(body)  # the first sentence is a run-in heading: no measure
        for i, sentence in enumerate((s for s in rest if not re.match("本(?:政策)?措施", s)), 1):
            found.append(read_measure(notice=notice, local_id=f"{n}#{i}", text=sentence, heading=heading))
    return found


def write_concept_idf() -> None:
    """Document frequency of concepts and topics over the sentences of data/notices, those above them included."""
    from graph.links.profile import Profile

    counts: Counter[str] = Counter()
    total = 0
    for path in sorted(NOTICES.glob("*.zh.txt")):
        for sentence in sentences(re.sub(r"\s+", "", path.read_text(encoding="utf-8"))):
            profile = Profile(read_measure(notice="x", local_id="1#1", text=sentence))
            names = set(profile.nodes) | {f"topic:{t}" for t in profile.topics}
            if names:
                total += 1
                counts.update(names)
    lines = [f"{name}\t{math.log((total + 1) / (n + 0.5)):.2f}" for name, n in sorted(counts.items())]
    header = (
        "# Idf of concepts and topics, frozen: ln((N + 1) / (df + 0.5)) over the N sentences of data/notices that name one,\n"
        "# those above a concept included. Written by benchmarks/fit_links.py --tables. A concept that is not here is rare.\n"
        "concept\tidf\n"
    )
    (ROOT / "graph" / "links" / "concept_idf.tsv").write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(total, "sentences,", len(lines), "concepts")
