"""Odd inputs at every address that takes a POST, on both databases: refused or taken, never an error of ours."""

import random
import re
from functools import cache

import pytest
from werkzeug.datastructures import MultiDict

from tests.support.access_table import TABLE
from tests.support.databases import ENGINES
from tests.support.quick import use_quick_hashes
from tests.support.visits import Portal, furnished

POSTS = [endpoint for endpoint, line in TABLE.items() if " POST " in line]
TRIES = 3
ODD = (
    *("", " ", "0", "-1", "1", "y", "on", "null", "None", "[]", "{}", "[[]]", '{"a":1}', "true", ",", "%", "%s", "{0}"),
    *(str(2**31), str(2**63), str(-(2**63) - 1), "9" * 400, "9" * 5000, "1e309", "NaN", "inf", "0x1F", "١٢", "½", "1_000"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "99999-01-01", "2026-11-21T25:61", "31", "13", "a\r\nb", "\t"),
    *("a" * 201, "é" * 4001, "x" * 20_000, "𝒳" * 300, "\u202e", "\ufeff", "\u200b", "\ud7ff", "\U0010ffff", "{{7*7}}"),
    *("<script>alert(1)</script>", "'; DROP TABLE form; --", "=1+1", "../../etc/passwd", "http://[", "//evil.example"),
    *("a@b", "@", "a@" + "b" * 300, "f_colour", "f_name", "p_you", "o_red", "text", "owner", "admin", "withdrawn"),
    *("received", "Europe/Berlin", "summer-course", "en"),
)  # fmt: skip
# Names that views read and no page need show.
SPOKEN = ("_do", "rev", "row_version", "version", "status", "role", "user_id", "ids", "change", "at", "page", "q", "form")


@cache
def portal_on(engine: str) -> Portal:
    return furnished(engine)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_hashes(monkeypatch)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def names_on(portal: Portal, endpoint: str) -> list[str]:
    """The names of controls on the page at this address, where there is one, and its own way of numbering them."""
    seen = portal.ask("owner", "GET", portal.path(endpoint)).text
    return sorted({*re.findall(r' name="([^"]+)"', seen), *SPOKEN} - {"csrf_token"})


def odd_pairs(chance: random.Random, names: list[str]) -> MultiDict[str, str]:
    """Some names with one odd value, some with two, some with none."""
    pairs: MultiDict[str, str] = MultiDict()
    for name in names:
        for _each in range(chance.choice((0, 1, 1, 1, 2))):
            pairs.add(name, chance.choice(ODD))
    return pairs


@pytest.mark.parametrize("endpoint", POSTS)
def test_odd_inputs_are_no_error_of_ours(engine: str, endpoint: str) -> None:
    """ASVS 2.2.1, 2.2.2, 16.5.1: whatever is sent, the answer is ours and says so."""
    portal, chance = portal_on(engine), random.Random(endpoint)
    portal.put_back()
    names = names_on(portal, endpoint)
    role = "member" if endpoint.startswith("forms.") else "visitor" if endpoint.startswith("auth.") else "owner"
    for attempt in range(TRIES):
        pairs = odd_pairs(chance, names)
        answer = portal.ask(role, "POST", portal.path(endpoint), pairs.to_dict(flat=False))
        assert answer.status_code < 500, (attempt, pairs)


ASKED = [endpoint for endpoint, line in TABLE.items() if " GET " in line]


@pytest.mark.parametrize("endpoint", ASKED)
def test_odd_questions_in_addresses_are_no_error_of_ours(engine: str, endpoint: str) -> None:
    portal, chance = portal_on(engine), random.Random(endpoint)
    portal.put_back()
    role = "member" if endpoint.startswith("forms.") else "owner"
    browser, path = portal.browser(role), portal.path(endpoint)
    page = browser.send("GET", path).get_data().decode("utf-8", "replace")  # a PDF is no text
    names = sorted({*re.findall(r"[?&;](\w+)=", page), *SPOKEN, "sort", "status", "reference", "token"})
    for attempt in range(TRIES):
        pairs = odd_pairs(chance, names)
        answer = browser.send("GET", path, query_string=pairs)
        answer.get_data()
        answer.close()
        assert answer.status_code < 500, (attempt, pairs)
