"""Files made to take all time and memory there is: refused by name before anything is parsed. No clock is read here: where a
bound fails, these tests do not end."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from PIL import Image

from ingest.errors import ReadError
from ingest.notice import notice_of
from ingest.readers import read
from ingest.readers.pdf_forms import forms_without_end
from ingest.readers.webpage_bounds import check_bounds
from policygraph.page_image import page_image

FONT = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
SHOWN = b"BT /F 12 Tf 72 700 Td (Support for exporters of the city is granted here.) Tj ET\n"


def stream(data: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), extra, packed)


def form(uses: bytes, resources: bytes) -> bytes:
    return stream(uses, b"/Type/XObject/Subtype/Form/BBox[0 0 900 900]/Resources" + resources)


def pdf(content: bytes, resources: bytes, *more: bytes, catalog: bytes = b"", box: bytes = b"0 0 595 842") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>>" % (box, resources),
        stream(content),
        *more,
    ]
    body, places = b"%PDF-1.5\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % p for p in places
    )
    return body + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))


def tree(deep: int, fan: int) -> bytes:
    """Forms of which each uses the next ``fan`` times, the last holds text."""
    uses = b"/X Do " * fan
    forms = [form(uses, b"<</XObject<</X %d 0 R>>>>" % (6 + level)) for level in range(deep)]
    return pdf(SHOWN + b"/X Do", FONT + b"/XObject<</X 5 0 R>>", *forms, form(SHOWN, b"<<%s>>" % FONT))


@pytest.mark.parametrize(
    "data",
    [
        tree(12, 10),  # a billion copies of a line
        pdf(
            SHOWN + b"/X Do", FONT + b"/XObject<</X 5 0 R>>", form(b"/X Do " * 10, b"<</XObject<</X 5 0 R>>>>")
        ),  # itself
        # resources in an object of their own
        pdf(b"/X Do", b"/XObject<</X 5 0 R>>", form(b"/X Do " * 9, b" 6 0 R"), b"<</XObject<</X 5 0 R>>>>"),
    ],
)
def test_forms_without_end_are_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="its forms hold one another without end"):
        read(data, "a.pdf")


def test_forms_as_programs_make_them_are_read() -> None:
    """A page in a form in a form, and a stamp that is used a hundred times."""
    assert not forms_without_end([tree(3, 1)]) and not forms_without_end([tree(1, 100)])
    assert "Support for exporters" in read(tree(3, 1), "a.pdf").text


def test_actions_of_a_pdf_are_nothing_to_a_reader() -> None:
    actions = b"/OpenAction<</S/JavaScript/JS(while(1){app.alert(1)})>>/AA<</WC<</S/Launch/F(/bin/sh)>>>>"
    assert read(pdf(SHOWN, FONT, catalog=actions), "a.pdf").text.startswith("Support for exporters")


@pytest.mark.parametrize("box", [b"0 0 2000000000 2000000000", b"0 0 0.001 800000", b"0 0 -5 -5"])
def test_a_page_larger_than_any_paper_is_drawn_smaller(box: bytes) -> None:
    data = pdf(SHOWN, FONT, box=box)
    picture = Image.open(io.BytesIO(page_image(data, notice_of(read(data, "a.pdf")), 1)))
    assert 0 < picture.width * picture.height <= 17_000_000


PAGE = "<!doctype html><html><head><meta charset=utf-8></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<p " + " ".join(f"a{i}=1" for i in range(300_000)) + ">支持</p>", "a tag has more than 5,000 attributes"),
        ("<p " + " ".join(f'a{i}="<>"' for i in range(300_000)) + ">支持</p>", "a tag has more than 5,000 attributes"),
        ("<div>" * 300_000 + "支持", "nested too deeply"),
        ("<table><tr><td>" * 200_000, "nested too deeply"),
    ],
)
def test_pages_that_no_parser_ends_with(page: str, message: str) -> None:
    """Parsers take the square of the number of attributes of a tag, and of the depth: minutes for a megabyte."""
    with pytest.raises(ReadError, match=message):
        read(PAGE.format(page).encode(), "a.html")


@pytest.mark.parametrize(
    "page",
    [
        "<div><p>支持</p></div>" * 20_000,  # many, side by side
        '<p style="a: b; c: d">支持</p>' * 20_000,
        f'<img src="data:image/svg+xml;utf8,{"x = 1 " * 20_000}">',  # one attribute, however long
        f'<p title="{"=" * 50_000}">支持</p>',
    ],
)
def test_large_pages_are_sound(page: str) -> None:
    check_bounds(PAGE.format(page), "a.html")


def test_a_mail_of_thousands_of_parts() -> None:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    with pytest.raises(ReadError, match="parts, at most"):
        read(head + b"--b\nContent-Type: text/plain\n\nx\n" * 200_000 + b"--b--\n", "a.mht")


def test_a_picture_of_an_rtf_file_that_is_not_there() -> None:
    """LibreOffice would wait for it until its time is over."""
    with pytest.raises(ReadError, match=r"damaged RTF file.*\(try: "):
        read(rb"{\rtf1\ansi \bin2000000000 x}", "a.rtf")


def test_declarations_are_called_by_their_name() -> None:
    """A billion laughs is no "damaged" file."""
    laughs = '<!DOCTYPE x [<!ENTITY a "haha">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
        made.writestr("word/document.xml", laughs + "]>" + body)
    with pytest.raises(ReadError, match="carries a DTD"):
        read(out.getvalue(), "a.docx")


@pytest.mark.parametrize(
    "line",
    [
        "附件1",
        "附：1",
        "（责任单位：市商务局）",
        "《某某办法》（某政发〔2024〕1号）",
        "附件：申报表",
        "（2024年1月1日）",
        "抄送：市委，",
    ],
)
def test_the_same_line_many_thousand_times(line: str) -> None:
    """Each of these once took the square of their number."""
    text = "某市若干措施\n第一条 支持企业。\n第二条 支持园区。\n" + f"{line}\n" * 20_000
    assert notice_of(read(text.encode(), "a.txt")).document.text.count(line) == 20_000


def test_a_row_of_sentences_in_brackets_that_nobody_closes() -> None:
    """Took the fourth power of its length: three quarters of an hour for 60,000 characters."""
    text = "某市若干措施\n第一条 支持企业。\n第二条 " + "；家(月1万元奖励" * 6000 + "\n第三条 支持。"
    first, second = notice_of(read(text.encode(), "a.txt")).clauses[:2]
    assert first.text == "支持企业。" and len(second.amounts) == 6000


def test_a_bad_byte_is_shown_by_its_line() -> None:
    data = ("给予奖励\n" * 60).encode() + b"\xff" + ("给予奖励\n" * 60).encode()
    with pytest.raises(ReadError) as caught:
        read(data, "a.txt")
    assert str(caught.value).startswith("a.txt:61: damaged UTF-8")
