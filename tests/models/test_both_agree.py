"""The browser's modules and the server work out the same of thousands of conditions, calculations and things typed."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.kinds.asking import asked, parsed
from tests.support.expressions import KINDS, Dice, in_node
from webapp.kinds import KINDS as ALL
from webapp.kinds.computed import Computed, look_of, places_of
from webapp.models.conditions import condition_of, is_true, read_condition
from webapp.models.expression_reading import operand_of, read_expression
from webapp.models.expressions import evaluate
from webapp.models.live_page import amount_reader, encoded

EACH = 3_000
COMPUTED = Computed()
IS_NUMBER = [uid for uid, kind in KINDS.items() if kind in {"number", "computed"}]
SETTINGS: list[dict[str, Any]] = [{}, {"currency": "EUR"}, {"decimals": 0}, {"decimals": 6}, {"unit": {"en": "km"}}]
# The last numbers of digits that are kept, and the first that are not.
FINE, LARGE = "0.123457", "9" * 15
AT_THE_EDGE = [
    {"mul": [FINE] * 5},
    {"mul": [*[FINE] * 5, "0.1"]},
    {"sum": [LARGE]},
    {"sum": [LARGE, "1"]},
    {"mul": [LARGE, FINE]},
]


def scope(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as a page carries them."""
    told = {
        uid: [encoded(ALL[KINDS[uid]].comparable(one)) for one in value]
        if isinstance(value, tuple)
        else encoded(ALL[KINDS[uid]].comparable(value))
        for uid, value in answers.items()
    }
    return {"answers": told, "numbers": IS_NUMBER}


def conditions(dice: Dice) -> Iterator[tuple[dict[str, Any], Any]]:
    for _ in range(EACH):
        tree, answers = read_condition(dice.condition(), "", problems := []), dice.answers()
        assert not problems
        yield {"what": "condition", "tree": tree, **scope(answers)}, is_true(condition_of(tree), answers, KINDS)


def calculations(dice: Dice) -> Iterator[tuple[dict[str, Any], Any]]:
    for made in [*AT_THE_EDGE, *(dice.calculation(3) for _ in range(EACH))]:
        tree, answers = read_expression(made, "", problems := []), dice.answers()
        assert not problems
        one = asked("computed", locale=dice.one_of(["en", "de", "fr"]), **dice.one_of(SETTINGS))
        look = {name: getattr(look_of(one), name) for name in ("before", "after", "mark", "group", "places")}
        value = evaluate(operand_of(tree), answers, KINDS)
        text = COMPUTED.settled(one.settings, value)
        expected = [encoded(value), text, None if text is None else COMPUTED.text(one, text)]
        yield {"what": "calculation", "tree": tree, "look": look, "places": places_of(one.settings), **scope(answers)}, expected


def differences(pairs: Iterator[tuple[dict[str, Any], Any]]) -> list[Any]:
    cases, expected = zip(*pairs, strict=True)
    found = in_node(list(cases))
    return [(case, mine, theirs) for case, mine, theirs in zip(cases, expected, found, strict=True) if mine != theirs]


def test_conditions_hold_for_both_or_for_none() -> None:
    assert differences(conditions(Dice(1))) == []


def test_calculations_come_to_the_same_and_are_written_alike() -> None:
    assert differences(calculations(Dice(2))) == []


def test_the_cases_are_worth_something() -> None:
    results = [expected for _, expected in conditions(Dice(1))]
    values = [expected[0] for _, expected in calculations(Dice(2))]
    assert 0.2 < sum(results) / EACH < 0.8
    assert sum(value is None for value in values) < 0.6 * EACH


def numbers(dice: Dice) -> Iterator[tuple[dict[str, Any], Any]]:
    for _ in range(EACH):
        decimals, locale = dice.one_of([0, 1, 2, 3, 6]), dice.one_of(["en", "de"])
        limits = {"min": dice.one_of([None, "-5", "0.5"]), "max": dice.one_of([None, "1000", "99999.99"])}
        typed = dice.typed_number()
        found = parsed("number", typed, locale=locale, decimals=decimals, **{name: one for name, one in limits.items() if one})
        how = {"mark": "," if locale == "de" else ".", "decimals": decimals, **limits}
        yield {"what": "number", "typed": typed, "how": how}, found if is_plain(found) else None


def amounts(dice: Dice) -> Iterator[tuple[dict[str, Any], Any]]:
    for _ in range(EACH // 3):
        locale, currency = dice.one_of(["en", "de"]), dice.one_of(["EUR", "USD", "JPY", "PLN", "CHF"])
        how = amount_reader(asked("money", locale=locale, currency=currency)) | {"min": None, "max": None}
        sign = dice.one_of(["", "", "€", "$", "USD", "eur ", "zł", "¥", "CHF "])
        number = dice.typed_number()
        typed = dice.one_of([f"{sign}{number}", f"-{sign}{number.lstrip('-')}", f"{number}{sign}", f"{number} {sign}", number])
        found = parsed("money", typed, locale=locale, currency=currency)
        yield {"what": "number", "typed": typed, "how": how}, found if is_plain(found) else None


def test_an_amount_that_is_typed_is_read_alike() -> None:
    assert differences(amounts(Dice(4))) == []


def is_plain(found: Any) -> bool:
    """Whether it is a value, and no sentence that refuses it."""
    return isinstance(found, str) and isinstance(ALL["number"].comparable(found), Decimal)


def test_a_number_that_is_typed_is_read_alike() -> None:
    assert differences(numbers(Dice(3))) == []


def test_a_day_that_the_browser_reads_is_the_one_that_the_server_reads() -> None:
    boxes = [
        ("27", "3", "1985"),
        ("31", "02", "2026"),
        (" 9", "12", "2026 "),
        ("1", "March", "2026"),
        ("1", "13", "2026"),
        ("", "", ""),
    ]
    cases: list[dict[str, Any]] = [{"what": "date", "typed": one, "how": {"min": "1990-01-01", "max": None}} for one in boxes]
    assert in_node(cases) == [None, None, "2026-12-09", None, None, None]
    assert parsed("date", {"day": " 9", "month": "12", "year": "2026 "}) == "2026-12-09"


def test_a_text_of_which_nothing_can_be_seen_is_blank_to_both() -> None:
    texts = ["Ada ", "\u200b", " ", "e\u0301", "x" * 5]
    cases: list[dict[str, Any]] = [{"what": "text", "typed": one, "how": {"max": 4}} for one in texts]
    expected = [found if len(found or "") <= 4 else None for found in (parsed("text", one, max=200) for one in texts)]
    assert in_node(cases) == expected
