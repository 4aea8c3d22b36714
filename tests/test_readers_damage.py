"""Files of every format, cut and mangled: a document or one of our errors, nothing else, and within seconds."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.readers import Limits, read

SAMPLES = Path(__file__).parent / "samples"
NO_OCR = Limits(ocr_pages=0)
FILES = (
    "s2_jixi_nohead.pdf",
    "s1_nonembedded_cid.pdf",
    "layout_en_ragged.pdf",
    "bilingual_noborder.pdf",
    "bilingual_table.pdf",
    "enc_owner_only_nocopy.pdf",
    "s3_autonum.docx",
    "s2_handmade.ofd",
    "s3_gov_page_gbk.html",
    "s3_gov_page_utf8.html",
    "s3_gb18030.txt",
    "s3_utf16be_nobom.txt",
    "s3_utf8_bom.txt",
    "s3_autonum.doc",
)


def mangled(chance: random.Random, data: bytes) -> bytes:
    """One of six ways in which files come to harm."""
    out = bytearray(data)
    at, length = chance.randrange(len(out)), chance.randrange(1, 2000)
    match chance.choice(["cut", "bytes", "zeros", "gap", "twice", "turned"]):
        case "cut":
            del out[at:]
        case "bytes":
            for _ in range(chance.choice([1, 4, 20, 200])):
                out[chance.randrange(len(out))] = chance.randrange(256)
        case "zeros":
            out[at : at + length] = bytes(length)
        case "gap":
            del out[at : at + length]
        case "twice":
            out[at:at] = out[at : at + length] * chance.randrange(1, 4)
        case "turned":
            out = out[at:] + out[:at]
    return bytes(out)


def inside(chance: random.Random, data: bytes) -> bytes:
    """A package whose entries are mangled but whose zip is sound, so that the XML behind it is reached."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if name.endswith(".xml")]
        hit = chance.choice(names)
        for name in names:
            entry = old.read(name)
            if name == hit:
                text = entry.decode("utf-8", "replace")
                a, b = sorted(chance.randrange(len(text)) for _ in range(2))
                piece = text[a : min(b, a + 60)]
                number = str(chance.choice([-1, 0, 10**9, "x", "1e308", "", "NaN"]))
                swapped = text.replace(f'"{chance.randrange(10)}"', f'"{number}"', chance.randrange(1, 4))
                entry = chance.choice(
                    [swapped, text.replace(piece, ""), text[:a], swapped.replace("28 ", f"{number} ")]
                ).encode()
            new.writestr(name, entry)
    return out.getvalue()


def survive(data: bytes) -> None:
    try:
        document = read(data, "a", limits=NO_OCR)
    except ReadError as error:
        assert str(error).startswith(("a: ", f"a:{error.line}: "))
        return
    assert document.text.strip()
    document.text.encode("utf-8")
    assert all(span.end <= len(document.text) for span in document.paragraphs or ())
    assert all(line.span.end <= len(document.text) for line in document.lines)


def battery(name: str, count: int, seed: str) -> None:
    data = (SAMPLES / name).read_bytes()
    chance = random.Random(f"{seed} {name}")
    package = name.endswith((".docx", ".ofd"))
    for _ in range(count):
        survive(inside(chance, data) if package and chance.random() < 0.6 else mangled(chance, data))


@pytest.mark.parametrize("name", FILES)
def test_mangled_files(name: str) -> None:
    battery(name, 6 if name == "bilingual_table.pdf" else 24, "everyday")


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_mangled_files_by_the_hundred(name: str) -> None:
    battery(name, 400, "slow")
