"""What somebody put on a PDF after it was set is no part of its text, and is said."""

from __future__ import annotations

import ctypes
import io
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers import read

SAMPLE = (Path(__file__).parent / "samples" / "s4_full_elements.pdf").read_bytes()


def annotated(*notes: tuple[int, str], attached: tuple[str, ...] = ()) -> bytes:
    """The sample with annotations on its second page: kind, words."""
    pdf = pdfium.PdfDocument(SAMPLE)
    page = pdf[1]
    for kind, words in notes:
        note = raw.FPDFPage_CreateAnnot(page.raw, kind)
        if words:
            said = (words + "\0").encode("utf-16-le")
            held = ctypes.cast(ctypes.create_string_buffer(said), ctypes.POINTER(raw.FPDF_WCHAR))
            assert raw.FPDFAnnot_SetStringValue(note, b"Contents", held)
        raw.FPDFPage_CloseAnnot(note)
    for name in attached:
        pdf.new_attachment(name).set_data(b"...")
    page.close()
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    return out.getvalue()


def test_notes_and_stamps_are_named_with_their_page_and_their_words() -> None:
    plain = read(SAMPLE, "a.pdf")
    document = read(
        annotated(
            (raw.FPDF_ANNOT_STAMP, "作废"),
            (raw.FPDF_ANNOT_TEXT, "第三条已由2024年文件修改"),
            (raw.FPDF_ANNOT_STRIKEOUT, ""),  # the words struck out still stand in the text
            (raw.FPDF_ANNOT_LINK, "https://example.org"),
            (raw.FPDF_ANNOT_HIGHLIGHT, ""),
        ),
        "a.pdf",
    )
    assert document.text == plain.text
    (remark,) = [one for one in document.remarks if one not in plain.remarks]
    assert (remark.code, remark.page) == ("annotation-unread", 2)
    assert remark.message == (
        "3 notes, stamps or form fields on the page, no part of the text: 「作废」; 「第三条已由2024年文件修改」"
    )


def field(value: str) -> bytes:
    """The sample with a form field: pdfium makes none, so a stamp is made one, and its words the value."""
    data = annotated((raw.FPDF_ANNOT_STAMP, value))
    start = data.index(b"/Annots[<</Contents")
    end = data.index(b"]", start)
    made = data[start:end].replace(b"/Contents", b"/V       ").replace(b"/Stamp/Type/Annot", b"/Widget          ")
    return data[:start] + made + data[end:]


def test_links_and_empty_fields_are_no_notes() -> None:
    plain = read(SAMPLE, "a.pdf").remarks
    assert read(annotated((raw.FPDF_ANNOT_LINK, "")), "a.pdf").remarks == plain
    assert read(field("Off"), "a.pdf").remarks == plain


def test_values_of_form_fields_are_said() -> None:
    (remark,) = read(field("威海市商务局"), "a.pdf").remarks
    assert remark.message == "1 note, stamp or form field on the page, no part of the text: 「威海市商务局」"


def test_files_in_a_file_are_named() -> None:
    remarks = read(annotated(attached=("附件1 申报表.xlsx", "附件2.docx")), "a.pdf").remarks
    assert [one.code for one in remarks] == ["attachment-unread"] * 2
    assert {one.message.split("「")[1].split("」")[0] for one in remarks} == {"附件1 申报表.xlsx", "附件2.docx"}
