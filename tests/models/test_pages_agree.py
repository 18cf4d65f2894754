"""Whole pages, rows of groups among them: what the browser shows and computes while they are filled in, the server says too."""

from random import Random
from typing import Any

from tests.support.expressions import in_node
from tests.support.fuzz.mirrored import mirrored

FORMS = 120


def pages() -> list[tuple[Any, Any, dict[str, Any]]]:
    found = [one for number in range(FORMS) for one in mirrored(Random(f"live {number}"))]
    return [one for one in found if one[0]]


def test_pages_come_to_the_same_in_the_browser_and_on_the_server() -> None:
    followed = pages()
    cases = [
        {"what": "page", "page": data, "typed": [pair for pair in typed if isinstance(pair[1], str)]}
        for data, typed, _said in followed
    ]
    differing = [
        (case, expected, found)
        for case, (_data, _typed, expected), found in zip(cases, followed, in_node(cases), strict=True)
        if expected != found
    ]
    assert differing[:1] == []
    in_rows = [said for _data, _typed, expected in followed for name, said in expected.items() if "-" in name]
    assert len(in_rows) > FORMS
    assert 0.2 < in_rows.count(True) / (in_rows.count(True) + in_rows.count(False)) < 0.8
