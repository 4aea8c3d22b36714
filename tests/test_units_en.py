"""Responsible units of English notices: notes, lists that hold commas and "and", and bodies charged in running text."""

from __future__ import annotations

import pytest

from ingest.pipeline.units_en import find_units_en, split_names

NOTES = {
    "one lead unit": ("Hold fairs. (Lead unit: Municipal Bureau of Commerce)", ["lead Municipal Bureau of Commerce"]),
    "a list": ("Do it. (Lead units: Qinghe Customs, Hulan Customs)", ["lead Qinghe Customs", "lead Hulan Customs"]),
    "names that hold and": (
        "Do it. (Responsible units: Municipal Bureau of Culture and Tourism and Municipal Bureau of Finance)",
        ["responsible Municipal Bureau of Culture and Tourism", "responsible Municipal Bureau of Finance"],
    ),
    "names that hold commas": (
        "Do it. (Lead agency: Ministry of Micro, Small and Medium Enterprises)",
        ["lead Ministry of Micro, Small and Medium Enterprises"],
    ),
    "a name in brackets behind a name": (
        "Do it. (Responsible units: Bureau of Trade (Bureau of Investment), and county (city) governments,"
        " according to their respective duties)",
        ["responsible Bureau of Trade (Bureau of Investment)", "responsible county (city) governments"],
    ),
    "two labels": (
        "Do it. (Lead agency: Ministry of Trade; supporting agencies: Central Bank, Bureau of Statistics)",
        ["lead Ministry of Trade", "follow_up Central Bank", "follow_up Bureau of Statistics"],
    ),
    "a line of its own": (
        "We will act.\nResponsible units: Bureau of Trade; Department of Industry, Trade and Investment",
        ["responsible Bureau of Trade", "responsible Department of Industry, Trade and Investment"],
    ),
    "no label, nothing but bodies": (
        "Support exports. (Bureau of Trade, Bureau of Finance)",
        ["responsible Bureau of Trade", "responsible Bureau of Finance"],
    ),
    "an ampersand inside a name": (
        "Act. (Responsible units: the Municipal Bureau of Planning and Natural Resources, the Municipal Development &"
        " Reform Commission, and Qinghe Special Area Administrative Committee)",
        [
            "responsible Municipal Bureau of Planning and Natural Resources",
            "responsible Municipal Development & Reform Commission",
            "responsible Qinghe Special Area Administrative Committee",
        ],
    ),
    "a dash for the colon": ("Act. (Lead – Ministry of Trade)", ["lead Ministry of Trade"]),
    "no label, and the words of a duty": (
        "Act. (The Ministry of Finance, the Ministry of Trade, and Local people’s governments shall take their assigned"
        " responsibilities)",
        ["responsible Ministry of Finance", "responsible Ministry of Trade", "responsible Local people’s governments"],
    ),
    "in charge, and how the work is shared": (
        "Act. (Ministry of Finance and Ministry of Trade are in charge, according to their respective duties)",
        ["responsible Ministry of Finance", "responsible Ministry of Trade"],
    ),
    "led by, with the participation of": (
        "Act. (Led by the Ministry of Trade, with the participation of the Ministry of Finance and the Customs Administration)",
        ["lead Ministry of Trade", "follow_up Ministry of Finance", "follow_up Customs Administration"],
    ),
    "takes the lead, others participate": (
        "Act. (The Ministry of Trade takes the lead, and the Ministry of Finance, the Bureau of Statistics and other"
        " departments participate)",
        ["lead Ministry of Trade", "follow_up Ministry of Finance", "follow_up Bureau of Statistics"],
    ),
    "jointly with": (
        "Act. (To be implemented by the Bureau of Trade, jointly with the Bureau of Finance)",
        ["responsible Bureau of Trade", "responsible Bureau of Finance"],
    ),
    "a comma inside the name of a tax service": (
        "Act. (Lead unit: Qinghe Municipal Tax Service, State Taxation Administration)",
        ["lead Qinghe Municipal Tax Service, State Taxation Administration"],
    ),
}

RUNNING = {
    "implemented by": (
        "The scheme shall be implemented by the Department of Commerce.",
        ["responsible Department of Commerce"],
    ),
    "responsible for": (
        "The Municipal Bureau of Culture shall be responsible for coordination.",
        ["responsible Municipal Bureau of Culture"],
    ),
    "small letters, responsible": (
        "The provincial department of commerce is responsible for the fund.",
        ["responsible provincial department of commerce"],
    ),
    "headed by": ("The committee shall be headed by the Minister of Trade.", ["lead Minister of Trade"]),
    "a body shall": ("The Export Development Board shall review all claims.", ["responsible Export Development Board"]),
    "two bodies shall": (
        "The Ministry of Trade and the Central Bank shall review the scheme.",
        ["responsible Ministry of Trade", "responsible Central Bank"],
    ),
    "small letters, what is done by them": (
        "The fund will be administered by the municipal investment attraction department.",
        ["responsible municipal investment attraction department"],
    ),
    "small letters, what they shall do": (
        "The municipal and district people’s governments shall strengthen their leadership.",
        ["responsible municipal and district people’s governments"],
    ),
    "jointly with, before the verb": (
        "The Municipal Finance Bureau, jointly with the Municipal Bureau of Commerce, shall arrange the funds.",
        ["responsible Municipal Finance Bureau", "responsible Municipal Bureau of Commerce"],
    ),
    "who cooperates": (
        "The Finance Office shall take the lead, and the Department of Finance shall cooperate.",
        ["lead Finance Office", "follow_up Department of Finance"],
    ),
    "which shall": (
        "It is laid before the Trade Facilitation Committee which shall meet monthly.",
        ["responsible Trade Facilitation Committee"],
    ),
}

NONE = {
    "applicants are no units": "Participating companies shall submit reports to the Ministry of Trade.",
    "a bare word for a body": "The Committee shall meet and the Department shall publish data.",
    "firms": "Export enterprises shall keep records.",
    "interpretation": "These Rules shall be interpreted by the Ministry of Trade.",
    "what may be done": "The Ministry of Trade may commission studies.",
    "what was done": "The plan was approved by the Ministry of Trade.",
    "bodies of no name": "The competent authorities shall keep a list; the relevant departments shall publish it.",
    "a bracket that says what bodies did": "Support exports. (The Ministry of Trade published the list of products in 2019)",
    "a bracket with more than bodies": "Support exports. (Exporters, the Ministry of Trade and banks shall take part in fairs)",
    "other brackets": "Support exports (see the list of the Ministry of Trade).",
}


@pytest.mark.parametrize(
    ("text", "want"), [pytest.param(*row, id=name) for group in (NOTES, RUNNING) for name, row in group.items()]
)
def test_units(text: str, want: list[str]) -> None:
    units, _ = find_units_en(text)
    assert [f"{unit.role} {unit.name}" for unit in units] == want


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_no_units(text: str) -> None:
    assert find_units_en(text) == ([], [])


@pytest.mark.parametrize("text", [row[0] for row in NOTES.values()], ids=NOTES.keys())
def test_the_note_reaches_to_the_end_and_leaves_the_body(text: str) -> None:
    _, (note,) = find_units_en(text)
    assert note.end == len(text)
    assert text[: note.start].rstrip().endswith(".")


def test_a_body_named_twice_is_one_unit() -> None:
    units, _ = find_units_en("The Board of Trade shall meet. The Board of Trade shall report.")
    assert len(units) == 1


def test_names_keep_to_the_stretch_they_are_asked_for() -> None:
    text = "Bureau of Trade, Bureau of Finance, Bureau of Labour"
    assert [span.of(text) for span in split_names(text, 17, 34)] == ["Bureau of Finance"]
