"""Text → Notice with all facts, against ``jieba.lcut`` over the same text and, where it is installed, JioNLP's money and time.

Characters a second of CPU; the floor is one pass of one compiled union of patterns. Wanted: Chinese at least as fast as
jieba.lcut and twice as fast as JioNLP's two extractors together, English at most twice the time of Chinese a character.
"""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks.timing import alternately, cpu_seconds
from ingest.manifest import load_manifest
from ingest.model import Document
from ingest.notice import notice_of

NOTICES = Path("data/notices")
ZH = ("jixi-2022", "weihai-2020", "weihai-2026", "lianyungang-2023", "weihai-bonded-2019")
EN = ("jixi-2022", "weihai-2020", "weihai-2026")


def _documents(names: Sequence[str], language: str) -> list[Document]:
    files = [NOTICES / f"{name}.{language}.txt" for name in names]
    return [Document(text=f.read_text(encoding="utf-8"), source=f.name, format="text", sha256="") for f in files]


def main() -> None:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    manifest = load_manifest("data/manifest.csv")
    chinese, english = _documents(ZH, "zh"), _documents(EN, "en")
    size_zh = sum(len(d.text) for d in chinese)
    size_en = sum(len(d.text) for d in english)

    def parse(documents: Sequence[Document]) -> None:
        for document in documents:
            notice_of(document, entry=manifest.of(document.source))

    ours, ours_en, cut, floor = alternately(
        [
            lambda: parse(chinese),
            lambda: parse(english),
            lambda: [jieba.lcut(d.text) for d in chinese],
            lambda: _one_pass(chinese),
        ],
        runs=10,
    )
    rows = [
        ("one pass of one pattern (floor)", size_zh / floor, cut / floor),
        ("jieba.lcut", size_zh / cut, 1.0),
        ("text → Notice, zh", size_zh / ours, cut / ours),
        ("text → Notice, en", size_en / ours_en, (size_en / ours_en) / (size_zh / cut)),
    ]
    if importlib.util.find_spec("jionlp"):
        theirs = cpu_seconds(lambda: _jionlp(chinese), runs=2)
        rows.append(("JioNLP money + time, zh", size_zh / theirs, cut / theirs))
    print("extraction                                  characters/s   × jieba.lcut")
    for name, speed, ratio in rows:
        print(f"{name:42s} {speed:13,.0f} {ratio:14.2f}")
    print(f"en against zh, time a character: {(ours_en / size_en) / (ours / size_zh):.2f}")


def _one_pass(documents: Sequence[Document]) -> None:
    """A pass of one union of patterns for numbers with a unit: what any extractor has to pay."""
    units = "元|美元|%|个百分点|家|个|人|次|项|条|年|个月|天|个?工作日|小时|亩|吨|平方米"
    pattern = re.compile(rf"\d+(?:\.\d+)?\s?[万亿千百]*(?:{units})")
    for document in documents:
        for _ in pattern.finditer(document.text):
            pass


def _jionlp(documents: Sequence[Document]) -> None:
    import jionlp

    logging.disable(logging.ERROR)
    for document in documents:
        for line in document.text.split("\n"):
            if line.strip():
                jionlp.ner.extract_money(line)
                with contextlib.suppress(ValueError):  # it stumbles over 「每周5班」
                    jionlp.ner.extract_time(line)
