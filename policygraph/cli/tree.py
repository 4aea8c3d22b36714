"""A notice as an analyst reads it: head, outline, and under each clause who, how much and by when."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import click

from ingest.model import Amount, Clause, Deadline, Language, Notice, Stated, UnitMention
from policygraph.cli.columns import block, pad, screen, width, wrap

#: what the words of the record are called by a reader
WORDS = {
    "zh": {
        "document_number": "发文字号",
        "issuers": "发文机关",
        "addressees": "主送机关",
        "issued_on": "成文日期",
        "valid": "有效期",
        "units": "责任单位",
        "amounts": "金额数量",
        "deadlines": "期限",
        "counts": "{clauses} 条，{measures} 项措施，{amounts} 个金额数量，{deadlines} 个期限，{units} 个责任单位",
        "lead": "牵头",
        "responsible": "",
        "follow_up": "跟进",
        "benefit": "奖补",
        "rate": "比例",
        "cap": "上限",
        "threshold": "门槛",
        "step": "每档",
        "target": "目标",
        "fund": "资金规模",
        "tax": "税率",
        "count": "数量",
        "by": "截止",
        "in": "期间",
        "within": "时限",
        "every": "周期",
        "inferred": "年份据通知推定",
        "event": "以事件为界",
        "sep": "、",
    },
    "en": {
        "document_number": "number",
        "issuers": "issued by",
        "addressees": "addressed to",
        "issued_on": "dated",
        "valid": "valid",
        "units": "units",
        "amounts": "amounts",
        "deadlines": "deadlines",
        "counts": "{clauses} clauses, {measures} measures, {amounts} amounts, {deadlines} deadlines, {units} units",
        "lead": "lead",
        "responsible": "",
        "follow_up": "follow-up",
        "sep": ", ",
        "inferred": "year from the notice",
        "event": "bounded by an event",
    },
}

SIGNS = {"=": "", "<=": "≤ ", "<": "< ", ">=": "≥ ", ">": "> "}

#: columns of the words in front of the facts
MARGIN = 10


def tree(notice: Notice) -> str:
    """The notice as text, as wide as the screen."""
    words = WORDS[notice.language]
    columns = screen()
    title = notice.title.value if notice.title else notice.id
    lines = [*(click.style(line, bold=True) for line in wrap(title, columns)), _summary(notice)]
    for name, text in _fields(notice):
        lines.append(_labelled(words[name], text, 0, columns))
    headings = {section.path: section for section in notice.sections}
    said: set[str] = set()
    for clause in notice.clauses:
        parts = clause.path.split("/")
        for depth in range(1, len(parts)):
            path = "/".join(parts[:depth])
            if path in headings and path not in said:
                said.add(path)
                lines += ["", click.style(f"{path}  {headings[path].heading}", bold=True)]
        lines += ["", *_clause(clause, columns, notice.language)]
    return "\n".join(lines)


def _summary(notice: Notice) -> str:
    facts = {
        name: sum(len(getattr(clause, name)) for clause in notice.clauses)
        for name in ("measures", "amounts", "deadlines")
    }
    units = len({unit.name for clause in notice.clauses for unit in clause.units})
    counts = WORDS[notice.language]["counts"].format(clauses=len(notice.clauses), units=units, **facts)
    where = [notice.id, notice.place.value if notice.place else "", str(notice.year.value) if notice.year else ""]
    return click.style(" · ".join([part for part in where if part] + [counts]), dim=True)


def _fields(notice: Notice) -> Iterable[tuple[str, str]]:
    def joined(values: tuple[Stated[str], ...]) -> str:
        return WORDS[notice.language]["sep"].join(value.value for value in values)

    valid = [
        str(notice.valid_from.value) if notice.valid_from else "",
        str(notice.valid_until.value) if notice.valid_until else notice.valid_for.value if notice.valid_for else "",
    ]
    fields = (
        ("document_number", notice.document_number.value if notice.document_number else ""),
        ("issuers", joined(notice.issuers)),
        ("addressees", joined(notice.addressees)),
        ("issued_on", str(notice.issued_on.value) if notice.issued_on else ""),
        ("valid", " – ".join(valid) if any(valid) else ""),
    )
    return [(name, text) for name, text in fields if text]


def _clause(clause: Clause, columns: int, language: Language) -> list[str]:
    words = WORDS[language]
    page = click.style(f"  p{clause.page}", dim=True) if clause.page is not None else ""
    lines = [click.style(f"{clause.path}  {clause.heading or ''}".rstrip(), bold=True) + page]
    lines.append(block(clause.text, 2, columns))
    rows = (
        ("units", _units(clause.units, language)),
        ("amounts", _aligned([amount_parts(amount, language) for amount in clause.amounts])),
        ("deadlines", _aligned([deadline_parts(deadline, language) for deadline in clause.deadlines])),
    )
    return lines + [_labelled(words[name], text, 2, columns) for name, text in rows if text]


def _units(units: tuple[UnitMention, ...], language: Language) -> str:
    words = WORDS[language]
    lines = []
    for role in ("lead", "responsible", "follow_up"):
        if names := [unit.name for unit in units if unit.role == role]:
            lines.append((f"{words[role]}: " if words[role] else "") + words["sep"].join(names))
    return "\n".join(lines)


def amount_parts(amount: Amount, language: Language) -> tuple[str, str, str]:
    """An amount as meant, what it is for, and as written: ("≤ 8,000 CNY", "上限", "「0.8万元」 ← 单个标准展位")."""
    words = WORDS[language]
    unit = amount.unit if amount.unit == "%" else f" {amount.unit}"
    tier = f" #{amount.tier}" if amount.tier is not None else ""
    per = f" / {'·'.join(amount.per)}" if amount.per else ""
    meant = f"{SIGNS[amount.comparator]}{figure(amount.value)}{unit}{per}"
    basis = f" ← {amount.basis}" if amount.basis else ""
    return meant, words.get(amount.role, amount.role) + tier, f"「{amount.quote}」{basis}"


def deadline_parts(deadline: Deadline, language: Language) -> tuple[str, str, str]:
    """A deadline as meant, its kind, and as written."""
    words = WORDS[language]
    meant = deadline.value if deadline.value is not None else words["event"]
    inferred = f" ({words['inferred']})" if deadline.inferred else ""
    due = f" ← {deadline.due}" if deadline.due else ""
    return meant, words.get(deadline.kind, deadline.kind), f"「{deadline.quote}」{inferred}{due}"


def _aligned(rows: list[tuple[str, str, str]]) -> str:
    first, second = (max((width(row[i]) for row in rows), default=0) for i in (0, 1))
    return "\n".join(f"{pad(a, first)}  {pad(b, second)}  {c}" for a, b, c in rows)


def figure(value: Decimal) -> str:
    """A number with thousands commas and no idle zeros.

    >>> figure(Decimal("50000000")), figure(Decimal("0.250"))
    ('50,000,000', '0.25')
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _labelled(label: str, text: str, indent: int, columns: int) -> str:
    start = indent + max(MARGIN, width(label) + 2)
    lines = [line for part in text.splitlines() for line in wrap(part, columns - start)]
    head = " " * indent + click.style(pad(label, start - indent), dim=True)
    return "\n".join([head + lines[0], *(" " * start + line for line in lines[1:])])
