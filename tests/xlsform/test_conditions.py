"""Formulas as conditions and calculations that mean the same."""

from typing import Any

import pytest

from webapp.xlsform.conditions import Translator
from webapp.xlsform.formula import Beyond, parse
from webapp.xlsform.names import Names, Target


def names() -> Names:
    known = Names()
    known.targets = {
        "age": Target("f_age", "number"),
        "pet": Target("f_pet", "choice", {"cat": "cat", "a b": "a_b"}),
        "pets": Target("f_pets", "choices", {"cat": "cat"}),
        "ok": Target("f_ok", "consent"),
        "from": Target("f_from", "date"),
        "to": Target("f_to", "date"),
        "kids": Target("f_kids", "group"),
    }
    return known


def condition(text: str) -> Any:
    return Translator(names(), names().targets["age"]).condition(parse(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("${age} >= 18", {"f": "f_age", "op": "ge", "v": "18"}),
        ("18 < ${age}", {"f": "f_age", "op": "gt", "v": "18"}),
        (". != 5.50", {"f": "f_age", "op": "ne", "v": "5.5"}),
        ("${pet} = 'a b'", {"f": "f_pet", "op": "eq", "v": "a_b"}),
        ("selected(${pet}, 'cat')", {"f": "f_pet", "op": "eq", "v": "cat"}),
        ("selected(${pets}, 'cat')", {"f": "f_pets", "op": "has", "v": "cat"}),
        ("${ok} = 'OK'", {"f": "f_ok", "op": "eq", "v": True}),
        ("${pet} = ''", {"f": "f_pet", "op": "empty"}),
        ("${pet} != ''", {"not": {"f": "f_pet", "op": "empty"}}),
        ("string-length(${pet}) > 0", {"not": {"f": "f_pet", "op": "empty"}}),
        ("count-selected(${pets}) >= 1", {"not": {"f": "f_pets", "op": "empty"}}),
        ("count-selected(${pets}) > 1", {"op": "gt", "l": {"count": {"f": "f_pets"}}, "r": "1"}),
        ("not(${age} = 1)", {"not": {"f": "f_age", "op": "eq", "v": "1"}}),
        ("${from} <= ${to}", {"op": "le", "l": {"f": "f_from"}, "r": {"f": "f_to"}}),
        ("true()", {"all": []}),
        ("${age} = 1 and ${age} = 2", {"all": [{"f": "f_age", "op": "eq", "v": "1"}, {"f": "f_age", "op": "eq", "v": "2"}]}),
    ],
)
def test_conditions_mean_the_same_here(text: str, meant: Any) -> None:
    assert condition(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("${age} * 12.50 + 3", {"sum": [{"mul": [{"f": "f_age"}, "12.5"]}, "3"]}),
        ("${age} - 1", {"sum": [{"f": "f_age"}, {"mul": ["-1", "1"]}]}),
        ("${age} div 4", {"mul": [{"f": "f_age"}, "0.25"]}),
        ("${to} - ${from}", {"days_between": [{"f": "f_from"}, {"f": "f_to"}]}),
        ("count(${kids})", {"count": {"f": "f_kids"}}),
        ("sum(${age})", {"sum": [{"f": "f_age"}]}),
        ("coalesce(${age}, 0) + 1", {"sum": [{"f": "f_age"}, "1"]}),
    ],
)
def test_calculations_come_to_the_same_here(text: str, meant: Any) -> None:
    assert Translator(names()).operand(parse(text)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "${gone} = 1",
        "${pet} = 'dog'",
        "regex(${pet}, 'x')",
        "${age} div 3 = 1",
        "${age} mod 2 = 1",
        "if(${age} = 1, 2, 3) = 2",
        "${age}",
    ],
)
def test_what_has_no_counterpart_is_never_guessed(text: str) -> None:
    with pytest.raises(Beyond):
        condition(text)
