"""A question of every kind, with what people may type into it: for tests that hold for all kinds."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

from tests.kinds.asking import asked, options, points

JUNK = ["\x00", "\ud800", "\u200b", "1_000", "٣", "NaN", "Infinity", "1e999999", "-1", "0", "x" * 10_000, "\ufffd", " ", "1\x00"]
words = st.text(max_size=12) | st.sampled_from(JUNK)
scalars = words | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True)
# Whatever an old draft, a forged page or a bad import could hold.
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=5
)

OPTIONS = options("Pottery", "Chess", "Choir")
SETTINGS: dict[str, dict[str, Any]] = {
    "number": {"decimals": 2, "min": "-1000", "max": "1000000"},
    "money": {"currency": "EUR"},
    "phone": {"region": "DE"},
    "datetime": {"zone": "Europe/Berlin"},
    "choice": {"options": [*OPTIONS, *options(other="Else")]},
    "choices": {"options": [*OPTIONS, *options(other="Else", exclusive="None")]},
    "rating": {"steps": 10},
    "likert": {"statements": OPTIONS, "scale": points("No", "Perhaps", "Yes")},
    "ranking": {"options": OPTIONS, "places": 2},
    "person": {"boxes": "two", "own": True},
    "address": {"region": True, "country": "DE"},
    "hidden": {"default": "nowhere"},
}

keys = st.sampled_from([option["key"] for option in SETTINGS["choices"]["options"]] + ["o_none", "o_9"])
clocks = st.times().map(lambda clock: clock.strftime("%H:%M")) | st.sampled_from(["2pm", "1405", "14.05"])
days = st.dates(date(1000, 1, 1)).map(lambda day: {"day": str(day.day), "month": str(day.month), "year": str(day.year)})
ticked = st.fixed_dictionaries({"keys": st.lists(keys, max_size=3)}, optional={"text": words})
strokes = st.lists(st.integers(0, 210).map(str), min_size=2, max_size=20).map(" ".join)
LIKELY: dict[str, st.SearchStrategy[Any]] = {
    "email": st.from_regex(r"\A[a-z]{1,9}@[a-z]{1,9}\.org\Z"),
    "phone": st.from_regex(r"\A(\+[1-9][0-9]{6,13}|0[1-9][0-9]{4,12})\Z"),
    "url": st.from_regex(r"\A(https?://)?[a-zäß]{1,9}\.org(:[0-9]{1,5})?(/[a-z0-9%ä]{0,9})?(\?[a-z=&]{0,5})?\Z"),
    "number": st.decimals(-10_000, 10_000, places=2).map(str),
    "money": st.decimals(-10_000, 10_000, places=2).map(str),
    "date": days,
    "time": clocks,
    "datetime": st.builds(lambda day, clock: {**day, "time": clock}, days, clocks),
    "yes_no": st.sampled_from(["yes", "no"]),
    "choice": ticked,
    "choices": ticked,
    "rating": st.integers(0, 11).map(str),
    "consent": st.just("yes"),
    "likert": st.dictionaries(
        st.sampled_from(["o_1", "o_2", "o_3", "o_9"]), st.sampled_from(["p_1", "p_3", "", "p_9"]), max_size=4
    ),
    "ranking": st.dictionaries(st.sampled_from(["o_1", "o_2", "o_3"]), st.sampled_from(["1", "2", "", "3"]), max_size=3),
    "signature": st.fixed_dictionaries(
        {"strokes": st.lists(strokes, max_size=3).map(";".join) | words}, optional={"name": words}
    ),
    "person": st.fixed_dictionaries({"given": words}, optional={"family": words, "name": words}),
    "address": st.fixed_dictionaries(
        {"line1": words, "town": words, "country": st.sampled_from(["DE", "GB", "PT", "Germany", "XX", ""])},
        optional={"postcode": st.from_regex(r"\A[0-9]{4,5}\Z") | words, "line2": words, "region": words},
    ),
    "country": st.sampled_from(["DE", "pt", "Germany", "Allemagne", "EU", "Atlantis"]),
}


def sample(kind: str, **more: Any) -> SimpleNamespace:
    """The question, called “Thing”."""
    return asked(kind, label="Thing", **{**SETTINGS.get(kind, {}), **more})


def raws(kind: str) -> st.SearchStrategy[Any]:
    likely = LIKELY.get(kind, words)
    return st.sampled_from((likely, likely, likely, anything)).flatmap(lambda chosen: chosen)
