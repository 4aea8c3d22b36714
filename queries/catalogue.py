"""The catalogue: every ``queries/*.rq`` with its header, found by name, run with parameters.

A query file is plain SPARQL 1.1 that any editor or endpoint runs as it is. Lines that begin with ``#+`` are its header, one
JSON value a key (text needs no quotes); a header line that begins with ``#+`` and two or more spaces continues the one above::

    #+ summary: Measures on one topic, city by city
    #+ summary_zh: 各市同一主题的措施
    #+ description: What every city offers for one aim, newest edition first.
    #+ params: {"place": {"type": "string", "zh": "城市", "example": "威海市"},
    #+          "year": {"type": "integer", "required": true}}
    SELECT ?place ?year ?measure WHERE { … }

A parameter is a variable of the query. Given a value, it is bound in one of two ways:

- where the query says ``VALUES ?least { UNDEF }`` (or any other one-variable block), the value takes the place of what is
  between the braces: write it so for an input that only a FILTER looks at;
- else ``FILTER(?year = 2026)`` is put at the end of the WHERE group, so rows without a year do not match. A string without
  ``"lang"`` is compared with ``STR(?place)``, whatever the language tag.

Not given and without a default, the variable stays as it is in the file: all years. Types: string (with ``"lang"`` a tagged
literal), integer, decimal, boolean, date, iri (with ``"base"`` a short name is enough).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ingest.errors import QueryError

if TYPE_CHECKING:
    import pyoxigraph

Cell = str | int | float | Decimal | bool | date | None
ParamType = Literal["string", "integer", "decimal", "boolean", "date", "iri"]

TYPES: tuple[ParamType, ...] = ("string", "integer", "decimal", "boolean", "date", "iri")
KEYS = ("summary", "summary_zh", "description", "description_zh", "params", "example", "endpoint", "tags")

_HEADER = re.compile(r"#\+(?P<space>\s*)(?:(?P<key>[a-z_]+)\s*:\s*(?P<value>.*)|(?P<more>.*))")
#: what may hold a question mark or a brace that is no SPARQL: strings, IRIs, comments
_OPAQUE = re.compile(
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|<[^<>\"{}|^`\\\s]*>|#[^\n]*", re.S
)
_PREFIX = re.compile(r"\bPREFIX\s+(?P<name>[\w.-]*):\s*<(?P<iri>[^>]*)>", re.I)
_AT = re.compile(r"\bat (?P<line>\d+):(?P<column>\d+)")

_XSD = "http://www.w3.org/2001/XMLSchema#"


class Iri(str):
    """An IRI among the cells of a table; a plain ``str`` is a literal."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A parameter of a query. ``zh`` and ``en`` say what it means, ``example`` a value that gives rows with the seed notices."""

    name: str
    type: ParamType = "string"
    default: Any = None
    required: bool = False
    lang: str | None = None
    base: str | None = None
    zh: str = ""
    en: str = ""
    example: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One query file: its header and its text. ``source`` is the file for messages."""

    name: str
    text: str
    source: str
    summary: str = ""
    summary_zh: str = ""
    description: str = ""
    description_zh: str = ""
    params: tuple[Param, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefix → namespace, as the query declares them."""
        return {m["name"]: m["iri"] for m in _PREFIX.finditer(self.text)}


@dataclass(frozen=True, slots=True)
class Table:
    """What a query gives: column names and rows of Python values; None where a variable is unbound.

    A CONSTRUCT or DESCRIBE gives the columns subject, predicate, object and, in ``triples``, the triples themselves;
    an ASK gives one column, ``answer``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    triples: tuple[pyoxigraph.Triple, ...] | None = None

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> list[dict[str, Cell]]:
        """The rows as dicts.

        >>> Table(("place", "n"), (("威海市", 3),)).dicts()
        [{'place': '威海市', 'n': 3}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


# ---------------------------------------------------------------------------------------------------------------------
# reading


@cache
def queries() -> tuple[Query, ...]:
    """The queries that come with the package, by name."""
    found = []
    for file in resources.files("queries").iterdir():
        if file.name.endswith(".rq"):
            found.append(read_query(file.read_text(encoding="utf-8"), f"queries/{file.name}"))
    return tuple(sorted(found, key=lambda query: query.name))


def find(name: str | Path) -> Query:
    """A query of the catalogue by name, or one of your own by path (``own/my.rq``).

    Raises ``QueryError`` where there is none, or its header is wrong.
    """
    known = {query.name: query for query in queries()}
    if isinstance(name, str) and name in known:
        return known[name]
    path = Path(name)
    if path.suffix == ".rq" or path.is_file():
        try:
            return read_query(path.read_text(encoding="utf-8"), str(path))
        except OSError as error:
            raise QueryError(f"cannot be read: {error.strerror}", source=str(path)) from None
        except UnicodeDecodeError:
            raise QueryError("is not UTF-8", source=str(path), hint="save it as UTF-8") from None
    raise QueryError(f"no query {str(name)!r}", hint="policygraph query --list, or a file.rq")


def read_query(text: str, source: str) -> Query:
    """A query from the text of its file. Raises ``QueryError`` with file and line where the header is wrong."""
    values: dict[str, tuple[str, int]] = {}
    last = None
    for number, line in enumerate(text.splitlines(), 1):
        match = _HEADER.match(line)
        if match is None:
            continue
        continues = len(match["space"]) >= 2 and last is not None
        if continues and last is not None:
            before, first = values[last]
            values[last] = (f"{before} {line[2:].strip()}", first)
        elif match["key"] is None:
            raise QueryError("not a header line", source=source, line=number, hint="#+ summary: …")
        elif match["key"] not in KEYS:
            raise QueryError(f"unknown header {match['key']!r}", source=source, line=number, hint=", ".join(KEYS))
        else:
            last = match["key"]
            values[last] = (match["value"].strip(), number)
    plain = {key: values[key][0] for key in ("summary", "summary_zh", "description", "description_zh") if key in values}
    return Query(
        name=Path(source).stem,
        text=text,
        source=source,
        params=tuple(_params(*values["params"], source)) if "params" in values else (),
        example=_json(*values["example"], source) if "example" in values else {},
        **plain,
    )


def _json(value: str, line: int, source: str) -> dict[str, Any]:
    try:
        found = json.loads(value)
    except json.JSONDecodeError as error:
        raise QueryError(f"not JSON: {error.msg} at character {error.pos}", source=source, line=line) from None
    if not isinstance(found, dict):
        raise QueryError("not a JSON object", source=source, line=line, hint='{"place": …}')
    return found


def _params(value: str, line: int, source: str) -> Iterator[Param]:
    for name, given in _json(value, line, source).items():
        fields: dict[str, Any] = {"type": given} if isinstance(given, str) else dict(given)
        unknown = fields.keys() - set(Param.__dataclass_fields__)
        if unknown or fields.get("type", "string") not in TYPES:
            what = f"unknown {', '.join(sorted(unknown))}" if unknown else f"unknown type {fields['type']!r}"
            raise QueryError(f"parameter {name}: {what}", source=source, line=line, hint=f"types {', '.join(TYPES)}")
        yield Param(name=name, **fields)


# ---------------------------------------------------------------------------------------------------------------------
# binding


def bind(query: Query, given: Mapping[str, Any]) -> str:
    """The query as SPARQL text with its parameters bound; line numbers stay as they are in the file.

    Raises ``QueryError`` for an unknown or missing parameter, or a value of the wrong type.
    """
    params = {param.name: param for param in query.params}
    if unknown := sorted(given.keys() - params.keys()):
        known = ", ".join(params) or "none"
        raise QueryError(f"no parameter {', '.join(unknown)}", source=query.source, hint=f"parameters are: {known}")
    text = query.text
    for param in query.params:
        value = given.get(param.name, param.default)
        if value is None:
            if param.required:
                hint = f"--param {param.name}={param.example if param.example is not None else '…'}"
                raise QueryError(f"parameter {param.name} is missing", source=query.source, hint=hint)
            continue
        term = _term(param, value, query.source)
        bare = _bare(text)
        block = re.search(rf"\bVALUES\s*[?$]{re.escape(param.name)}\s*\{{(?P<data>[^}}]*)\}}", bare, re.I)
        if block:
            text = f"{text[: block.start('data')]} {term} {text[block.end('data') :]}"
            continue
        start, end = _where(bare, query.source)
        if not re.search(rf"[?$]{re.escape(param.name)}\b", bare[start:end]):
            what = f"parameter {param.name} is not a variable of the WHERE group"
            raise QueryError(what, source=query.source, hint=f"VALUES ?{param.name} {{ UNDEF }}")
        variable = f"STR(?{param.name})" if param.type == "string" and not param.lang else f"?{param.name}"
        inside = text[start:end]
        if re.match(r"\s*SELECT\b", bare[start:end], re.I):  # a group that is a subquery takes no filter itself
            inside = f"{{{inside}}}"
        text = f"{text[:start]}{inside} FILTER({variable} = {term}) {text[end:]}"
    return text


def _bare(text: str) -> str:
    """The text with strings, IRIs and comments blanked out, every other character in its place."""
    return _OPAQUE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def _where(bare: str, source: str) -> tuple[int, int]:
    """Where the inside of the outer WHERE group begins and ends: a CONSTRUCT has its template before it."""
    form = re.search(r"\b(SELECT|CONSTRUCT|DESCRIBE|ASK)\b", bare, re.I)
    position = form.end() if form else 0
    groups = 2 if form and form[1].upper() == "CONSTRUCT" else 1
    for _ in range(groups):
        start = bare.find("{", position)
        if start < 0:
            break
        depth = 0
        for end in range(start, len(bare)):
            depth += {"{": 1, "}": -1}.get(bare[end], 0)
            if depth == 0:
                break
        else:
            break
        position = end + 1
    else:
        return start + 1, end
    raise QueryError("no WHERE group to put a parameter into", source=source, hint="WHERE { … }")


def _term(param: Param, value: Any, source: str) -> str:
    """A value as a SPARQL term; values of the command line come as text."""

    def wrong(hint: str) -> QueryError:
        return QueryError(f"parameter {param.name}: {value!r} is not of type {param.type}", source=source, hint=hint)

    text = str(value).strip() if not isinstance(value, bool) else str(value).lower()
    match param.type:
        case "integer":
            if not re.fullmatch(r"[+-]?\d+", text):
                raise wrong("a whole number, as 2026")
            return str(int(text))
        case "decimal":
            try:
                return f'"{format(Decimal(text), "f")}"^^<{_XSD}decimal>'
            except (InvalidOperation, ValueError):
                raise wrong("a number, as 0.5") from None
        case "boolean":
            if text not in ("true", "false"):
                raise wrong("true or false")
            return text
        case "date":
            try:
                return f'"{date.fromisoformat(text).isoformat()}"^^<{_XSD}date>'
            except ValueError:
                raise wrong("a date, as 2026-01-31") from None
        case "iri":
            text = text.removeprefix("<").removesuffix(">")
            if param.base and not re.match(r"[a-z][a-z0-9+.-]*://", text):
                text = param.base + text
            if re.search(r"[<>\"{}|^`\\\s]", text) or ":" not in text:
                raise wrong("an IRI, as https://…")
            return f"<{text}>"
        case _:
            escaped = json.dumps(str(value), ensure_ascii=False)
            return escaped + (f"@{param.lang}" if param.lang else "")


# ---------------------------------------------------------------------------------------------------------------------
# running


def run(name: str | Path | Query, store: Any, params: Mapping[str, Any] | None = None, /, **more: Any) -> Table:
    """Runs a query of the catalogue, or a file.rq, against a store and gives its rows.

    ``store`` has a method ``query(text)`` that gives what pyoxigraph gives: a pyoxigraph store, or one of ``graph.store``.
    Raises ``QueryError`` for an unknown query, an unknown or missing parameter, and a syntax error with its line.
    """
    query = name if isinstance(name, Query) else find(name)
    text = bind(query, {**(params or {}), **more})
    try:
        result = store.query(text)
        return _table(result)
    except SyntaxError as error:
        raise _syntax_error(query, str(error)) from None
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"cannot be answered: {error}", source=query.source) from None


def _syntax_error(query: Query, message: str) -> QueryError:
    at = _AT.search(message)
    lines = query.text.splitlines()
    line = min(int(at["line"]), len(lines)) if at else None
    while line and not lines[line - 1].strip():  # an unclosed brace is found missing at the end of the file
        line -= 1
    here = f" near {lines[line - 1].strip()!r}" if line else ""
    what = _AT.sub("", message).removeprefix("error ").lstrip(" :") or message
    return QueryError(f"syntax error: {what}{here}", source=query.source, line=line)


def _table(result: Any) -> Table:
    import pyoxigraph as ox

    if isinstance(result, ox.QueryBoolean):
        return Table(("answer",), ((bool(result),),))
    if isinstance(result, ox.QueryTriples):
        triples = tuple(sorted(result, key=str))
        rows = tuple((value(t.subject), value(t.predicate), value(t.object)) for t in triples)
        return Table(("subject", "predicate", "object"), rows, triples)
    columns = tuple(variable.value for variable in result.variables)
    return Table(columns, tuple(tuple(value(solution[i]) for i in range(len(columns))) for solution in result))


def value(term: Any) -> Cell:
    """An RDF term as a Python value: numbers, booleans and dates as such, IRIs as ``Iri``, all else as text."""
    import pyoxigraph as ox

    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        match kind:
            case "integer" | "int" | "long" | "nonNegativeInteger" | "positiveInteger" | "gYear":
                return int(term.value)
            case "decimal":
                return Decimal(term.value)
            case "double" | "float":
                return float(term.value)
            case "boolean":
                return term.value in ("true", "1")
            case "date":
                return date.fromisoformat(term.value)
    except (ValueError, InvalidOperation):  # "-0044" or a date with a time zone: as printed
        pass
    return term.value


def compact(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI with the longest prefix that fits.

    >>> compact("https://w3id.org/policygraph/ns#Measure", {"pg": "https://w3id.org/policygraph/ns#"})
    'pg:Measure'
    """
    fitting = [
        (len(namespace), prefix) for prefix, namespace in prefixes.items() if namespace and iri.startswith(namespace)
    ]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


def examples(found: Iterable[Query]) -> Sequence[tuple[Query, Mapping[str, Any]]]:
    """Each query with parameters that give rows: its ``example``, else the example of each parameter."""
    return [
        (query, query.example or {p.name: p.example for p in query.params if p.example is not None}) for query in found
    ]
