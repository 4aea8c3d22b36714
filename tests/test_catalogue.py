"""The catalogue of queries: headers, parameters, results, and what is said when something is wrong."""

from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import QueryError
from queries.catalogue import Iri, bind, compact, examples, find, queries, read_query, run

DATA = """
PREFIX : <https://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA {
  :a :city "威海市"@zh ; :year 2020 ; :sum 8000.50 ; :on "2020-03-01"^^xsd:date ; :topic :exhibitions .
  :b :city "鸡西市"@zh ; :year 2022 ; :sum 30000 ; :open true .
  :c :city "威海市"@zh ; :year 2026 ; :sum 50000 .
}
"""

BY_CITY = """#+ summary: Notices of a city
#+ summary_zh: 一市的通知
#+ params: {"city": {"type": "string", "zh": "城市"},
#+          "year": {"type": "integer"}, "least": {"type": "decimal"}}
PREFIX : <https://example.org/>
SELECT ?city ?year ?n WHERE {
  VALUES ?least { UNDEF }
  ?n :city ?label ; :year ?year ; :sum ?sum .
  BIND(STR(?label) AS ?city)
  FILTER(!BOUND(?least) || ?sum >= ?least)
}
ORDER BY ?year
"""


@pytest.fixture(scope="module")
def store():
    store = ox.Store()
    store.update(DATA)
    return store


def names(table):
    return [row[-1].rpartition("/")[2] for row in table]


GIVEN = {
    "nothing: all rows, as in an editor": ({}, ["a", "b", "c"]),
    "a text, matched whatever its language tag": ({"city": "威海市"}, ["a", "c"]),
    "a number as the command line gives it": ({"year": "2022"}, ["b"]),
    "two": ({"city": "威海市", "year": 2026}, ["c"]),
    "a bound that a filter must see": ({"least": "30000"}, ["b", "c"]),
    "a decimal": ({"least": Decimal("8000.5"), "year": 2020}, ["a"]),
    "a city that is not there": ({"city": "上海市"}, []),
    "an injection is but a text": ({"city": '威海市" ) } UNION { ?n ?p ?o } #'}, []),
}


@pytest.mark.parametrize(("params", "want"), GIVEN.values(), ids=GIVEN.keys())
def test_parameters_select_rows(store, params, want):
    assert names(run(read_query(BY_CITY, "by_city.rq"), store, params)) == want


def test_parameters_come_before_grouping_order_and_limit(store):
    query = read_query(
        '#+ params: {"city": "string"}\nPREFIX : <https://example.org/> SELECT ?city (COUNT(?n) AS ?number) WHERE '
        "{ ?n :city ?l BIND(STR(?l) AS ?city) } GROUP BY ?city ORDER BY DESC(?number) LIMIT 1 # the last line is a comment",
        "count.rq",
    )
    assert run(query, store).rows == (("威海市", 2),)
    assert run(query, store, city="鸡西市").rows == (("鸡西市", 1),)


def test_values_are_python_values(store):
    query = read_query(
        "PREFIX : <https://example.org/> SELECT * WHERE { :a :year ?y ; :sum ?s ; :on ?d ; :topic ?t }", "q.rq"
    )
    (row,) = run(query, store).dicts()
    assert row == {"y": 2020, "s": Decimal("8000.5"), "d": date(2020, 3, 1), "t": "https://example.org/exhibitions"}
    assert isinstance(row["t"], Iri)


def test_ask_and_construct_give_tables(store):
    ask = read_query("ASK { ?s <https://example.org/open> true }", "q.rq")
    assert run(ask, store).rows == ((True,),)
    construct = read_query("CONSTRUCT { ?s ?p ?o } WHERE { ?s <https://example.org/year> ?o ; ?p ?o }", "q.rq")
    table = run(construct, store)
    assert table.columns == ("subject", "predicate", "object")
    assert table.triples is not None and len(table.triples) == len(table.rows) == 3


PARAMS = {
    "no such parameter": ({"town": "x"}, "no parameter town", "city, year, least"),
    "words for a number": ({"year": "二〇二〇"}, "not of type integer", "2026"),
    "not a decimal": ({"least": "many"}, "not of type decimal", "0.5"),
}


@pytest.mark.parametrize(("params", "says", "hint"), PARAMS.values(), ids=PARAMS.keys())
def test_a_wrong_parameter_is_named(params, says, hint):
    with pytest.raises(QueryError) as caught:
        bind(read_query(BY_CITY, "by_city.rq"), params)
    assert says in str(caught.value)
    assert hint in caught.value.hint


def test_a_required_parameter_is_asked_for():
    query = read_query(
        '#+ params: {"city": {"required": true, "example": "威海市"}}\nSELECT ?city WHERE { ?s ?p ?city }', "q.rq"
    )
    with pytest.raises(QueryError, match=r"q\.rq: parameter city is missing \(try: --param city=威海市\)"):
        bind(query, {})


def test_a_parameter_that_cannot_be_bound_is_an_error():
    query = read_query('#+ params: {"city": "string"}\nSELECT ?city WHERE { ?n ?p ?o }', "q.rq")
    with pytest.raises(QueryError, match=r"not a variable of the WHERE group \(try: VALUES \?city"):
        bind(query, {"city": "威海市"})


OUTER = {
    "a row without the value does not match": (
        "SELECT ?n ?on WHERE { ?n :city ?l OPTIONAL { ?n :on ?on } }",
        {"on": "2020-03-01"},
        ["a"],
    ),
    "a subquery": ("SELECT ?n WHERE { SELECT ?n ?year WHERE { ?n :year ?year } }", {"year": 2020}, ["a"]),
    "a union": (
        "SELECT ?n WHERE { { ?n :city ?l ; :year ?year } UNION { ?n :year ?year } }",
        {"year": 2022},
        ["b", "b"],
    ),
    "without the word WHERE": ("SELECT ?n { ?n :year ?year }", {"year": 2020}, ["a"]),
    "a number by its value": ("SELECT ?n WHERE { ?n :sum ?sum }", {"sum": "8000.5"}, ["a"]),
    "braces in strings and comments": (
        'SELECT ?n WHERE { ?n :year ?year FILTER("}" != "{") # }\n }',
        {"year": 2026},
        ["c"],
    ),
    "grouped": ("SELECT (MIN(?n) AS ?m) WHERE { ?n :year ?year } GROUP BY ?year", {"year": 2026}, ["c"]),
    "DESCRIBE-like CONSTRUCT": ("CONSTRUCT { ?n :y ?year } WHERE { ?n :year ?year }", {"year": 2026}, ["2026"]),
}
TYPED = '#+ params: {"year": "integer", "on": "date", "sum": "decimal"}\nPREFIX : <https://example.org/>\n'


@pytest.mark.parametrize(("text", "params", "want"), OUTER.values(), ids=OUTER.keys())
def test_a_parameter_holds_for_the_whole_group(store, text, params, want):
    table = run(read_query(TYPED + text, "q.rq"), store, params)
    assert [str(row[0 if "CONSTRUCT" not in text else 2]).rpartition("/")[2] for row in table] == want


def test_an_iri_may_be_short_and_may_not_break_out():
    query = read_query(
        '#+ params: {"t": {"type": "iri", "base": "https://example.org/"}}\nSELECT ?t WHERE { ?s ?p ?t }', "q.rq"
    )
    assert "<https://example.org/exhibitions>" in bind(query, {"t": "exhibitions"})
    assert "<https://other.org/x>" in bind(query, {"t": "https://other.org/x"})
    with pytest.raises(QueryError):
        bind(query, {"t": "a> } DROP ALL"})


def test_a_value_in_a_comment_or_string_is_left_alone():
    text = '#+ params: {"x": "integer"}\n# VALUES ?x { 1 }\nSELECT ?x WHERE { VALUES ?x { 2 } ?s ?p "VALUES ?x { 3 }" }'
    assert "VALUES ?x { 1 }" in (bound := bind(read_query(text, "q.rq"), {"x": 9}))
    assert '"VALUES ?x { 3 }"' in bound
    assert "VALUES ?x { 9 }" in bound


def test_a_syntax_error_has_file_and_line(store, tmp_path):
    path = tmp_path / "mine.rq"
    path.write_text("#+ summary: x\nSELECT ?s\nWHERE { ?s ?p }\n", encoding="utf-8")
    with pytest.raises(QueryError) as caught:
        run(path, store)
    assert (caught.value.source, caught.value.line) == (str(path), 3)
    assert "WHERE { ?s ?p }" in str(caught.value)


HEADERS = {
    "an unknown key": ("SELECT\n#+ sumary: x", 2, "sumary"),
    "not JSON": ("#+ summary: x\n#+ params: {city: string}", 2, "not JSON"),
    "a type we do not know": ('#+ params: {"a": "text"}', 1, "unknown type 'text'"),
    "a field we do not know": ('#+ params: {"a": {"typ": "string"}}', 1, "unknown typ"),
    "no key at all": ("#+ hello", 1, "not a header line"),
}


@pytest.mark.parametrize(("text", "line", "says"), HEADERS.values(), ids=HEADERS.keys())
def test_a_wrong_header_is_named(text, line, says):
    with pytest.raises(QueryError) as caught:
        read_query(text, "q.rq")
    assert (caught.value.source, caught.value.line) == ("q.rq", line)
    assert says in str(caught.value)


def test_an_unknown_query_says_where_to_look():
    with pytest.raises(QueryError, match="--list"):
        find("no_such_query")
    with pytest.raises(QueryError, match="cannot be read"):
        find("no/such/file.rq")


@given(st.text())
def test_any_text_passes_through_a_parameter_unchanged(text):
    query = read_query('#+ params: {"x": "string"}\nSELECT ?x WHERE { VALUES ?x { UNDEF } }', "q.rq")
    try:
        text.encode()
    except UnicodeEncodeError:  # lone surrogates are no text
        return
    assert run(query, ox.Store(), x=text).rows == ((text,),)


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_every_query_of_ours_is_sound(query):
    assert query.summary and query.summary_zh
    assert all(param.zh or param.en for param in query.params)
    ox.Store().query(query.text)  # runs as it is
    for _, params in examples([query]):
        ox.Store().query(bind(query, params))
    for param in query.params:  # each parameter can be bound
        if param.example is not None:
            bind(query, {**{p.name: p.example for p in query.params if p.required}, param.name: param.example})


def test_compact_takes_the_longest_prefix():
    prefixes = {"a": "https://x.org/", "b": "https://x.org/ns#", "": ""}
    assert compact("https://x.org/ns#Measure", prefixes) == "b:Measure"
    assert compact("https://y.org/", prefixes) == "https://y.org/"
