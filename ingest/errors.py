"""What can go wrong, in one small tree.

    PolicyGraphError
    ├── ReadError        a file could not be read at all (empty, binary, unknown encoding, damaged, too large)
    │   └── PasswordNeeded
    ├── ManifestError    data/manifest.csv has a bad row
    ├── LexiconError     a data file of ours has a bad row
    ├── StoreError       the graph store is missing, locked or of another version
    ├── ReviewError      a decision about a link has a bad row, or its text has changed
    ├── QueryError       a query does not parse, lacks a parameter, or is not there
    └── UsageError       the request makes no sense

Every message reads ``file:page:line: what (try: …)``; the parts that are not known are left out.
"""

from __future__ import annotations


class PolicyGraphError(Exception):
    """Root of all errors of ours.

    >>> str(ReadError("no text layer", source="a.pdf", page=3, hint="--ocr"))
    'a.pdf:p3: no text layer (try: --ocr)'
    """

    def __init__(
        self, what: str, *, source: str | None = None, page: int | None = None, line: int | None = None, hint: str = ""
    ) -> None:
        super().__init__(what)
        self.what, self.source, self.page, self.line, self.hint = what, source, page, line, hint

    def __str__(self) -> str:
        where = [self.source] if self.source else []
        where += [f"p{self.page}"] if self.page is not None else []
        where += [str(self.line)] if self.line is not None else []
        head = ":".join(where)
        return (f"{head}: " if head else "") + self.what + (f" (try: {self.hint})" if self.hint else "")

    def __reduce__(self) -> tuple[object, ...]:  # keeps the fields when the error crosses a process boundary
        return (_rebuild, (type(self), self.what, self.source, self.page, self.line, self.hint))


def _rebuild(
    kind: type[PolicyGraphError], what: str, source: str | None, page: int | None, line: int | None, hint: str
) -> PolicyGraphError:
    return kind(what, source=source, page=page, line=line, hint=hint)


class ReadError(PolicyGraphError):
    """A file could not be read at all."""


class PasswordNeeded(ReadError):
    """An encrypted file needs a password, or the one given is wrong."""


class ManifestError(PolicyGraphError):
    """A row of the manifest is wrong."""


class LexiconError(PolicyGraphError):
    """A row of one of our data files is wrong."""


class StoreError(PolicyGraphError):
    """The graph store is missing, locked or of another version."""


class ReviewError(PolicyGraphError):
    """A row of a review file is wrong, or is about a text that has changed since."""


class QueryError(PolicyGraphError):
    """A query does not parse, lacks a parameter, or is not there."""


class UsageError(PolicyGraphError):
    """The request makes no sense as it stands."""
