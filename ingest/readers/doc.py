"""Old Word files (.doc, .wps, Word 2003 XML), RTF and OpenDocument: turned into .docx by LibreOffice, where it is installed.

LibreOffice runs without a window, with a profile of its own that is thrown away, and is ended after
``Limits.conversion_seconds``. Macros do not run, and nothing is fetched that the file only points to (pictures, templates,
sections of other files). Word's automatic numbers survive that way.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from ingest.errors import PasswordNeeded, ReadError
from ingest.model import Document, Remark
from ingest.readers.base import sha256
from ingest.readers.docx import DocxReader
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.rtf_numbers import with_printed_numbers

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: what the profile says: no macros, no links out of the file, none brought up to date
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
)
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
#: a picture in an RTF file as it is, and how many bytes it takes up
_BINARY = re.compile(rb"\\bin(\d{1,12})")
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


class DocReader:
    """Word 97–2003 and WPS files, Word 2003 XML, RTF, OpenDocument texts."""

    name = "doc"

    def sniff(self, data: bytes) -> bool:
        return data.startswith((_OLE, b"{\\rtf")) or _ODT in data[:128] or _WORD_2003 in data[:4096]

    def read(
        self, data: bytes, source: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        suffix = _suffix(data, source)
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if office is None:
            what = "an old Word file needs LibreOffice to be read, and it is not installed"
            raise ReadError(what, source=source, hint="install libreoffice-writer, or save the file as .docx or PDF")
        with tempfile.TemporaryDirectory(prefix="policygraph-") as folder:
            converted = _converted(office, data, Path(folder), suffix, source, limits)
        document = DocxReader().read(converted, source, limits=limits)
        remark = Remark(code="converted", message="converted to .docx by LibreOffice before reading")
        return replace(document, format=self.name, sha256=sha256(data), remarks=(*document.remarks, remark))


def _suffix(data: bytes, source: str) -> str:
    if data.startswith(b"{\\rtf"):
        if any(int(size[1]) > len(data) for size in _BINARY.finditer(data)):  # LibreOffice waits for it
            what = "damaged RTF file: it breaks off inside a picture"
            raise ReadError(what, source=source, hint="get the file again, or save it as .docx")
        return ".rtf"
    if _ODT in data[:128]:
        return ".odt"
    if _WORD_2003 in data[:4096]:
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise ReadError("not a sound Word file: it carries a DTD", source=source, hint="save it as .docx")
        return ".xml"
    if _stream("EncryptedPackage") in data or _locked(data):
        # LibreOffice takes no password where nobody sits
        what = "encrypted Word file, of which the encryption is not read"
        raise PasswordNeeded(what, source=source, hint="open it with its password and save it without one")
    if _stream("WordDocument") in data:
        return ".doc"
    for stream, what in (("Workbook", "an Excel workbook"), ("PowerPoint Document", "a PowerPoint file")):
        if _stream(stream) in data:
            raise ReadError(f"{what}, not a text", source=source, hint="save the notice as .docx or PDF")
    raise ReadError("an old Office file of unknown kind", source=source, hint="save the notice as .docx or PDF")


def _profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _locked(data: bytes) -> bool:
    """Whether a Word 97–2003 file is encrypted: ``FibBase.fEncrypted`` ([MS-DOC] 2.5.2), at the head of its text stream.

    Streams begin at multiples of 512 bytes, that one nearly always at the first.
    """
    for at in range(512, min(len(data) - 12, 2**20), 512):
        if data[at : at + 2] == b"\xec\xa5":
            return bool(data[at + 11] & 1)
    return False


def _converted(office: str, data: bytes, folder: Path, suffix: str, source: str, limits: Limits) -> bytes:
    given = folder / f"notice{suffix}"
    given.write_bytes(with_printed_numbers(data) if suffix == ".rtf" else data)
    _profile(folder / "profile" / "user")
    command = [
        office,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "out"),
        str(given),
    ]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        said, _ = process.communicate(timeout=limits.conversion_seconds)
    except subprocess.TimeoutExpired as error:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        what = f"LibreOffice took longer than {limits.conversion_seconds:g} seconds"
        raise ReadError(what, source=source, hint="save it as .docx, or --limit conversion_seconds=600") from error
    result = folder / "out" / "notice.docx"
    if process.returncode or not result.is_file():
        told = said.decode("utf-8", "replace").strip().splitlines()
        why = f": {told[-1]}" if told else ""
        raise ReadError(f"LibreOffice cannot read the file{why}", source=source, hint="save the file as .docx or PDF")
    limits.check("bytes after conversion", result.stat().st_size, "file_bytes", source=source)
    return result.read_bytes()
