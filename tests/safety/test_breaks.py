"""Mistakes that somebody may make one day, a line each: what guards against them is seen to notice.

Each probe holds while the code is as it is, and no longer once the break is in.
"""

import json
import secrets
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.visits import Portal
from webapp import cookies, headers, logs
from webapp.access import doors, gate
from webapp.models import submission_export

Probe = Callable[[Portal], bool]


def nothing(*given: Any, **named: Any) -> None:
    """A check that somebody emptied."""


def answers(status: int, role: str, method: str, path: str, **options: Any) -> Probe:
    return lambda portal: portal.ask(role, method, path, **options).status_code == status


def carries(name: str, value: str) -> Probe:
    return lambda portal: portal.ask("member", "GET", "/forms").headers.get(name) == value


def short_cookie(portal: Portal) -> bool:
    lines = portal.ask("visitor", "GET", "/setup?token=" + secrets.token_hex(2000)).headers.getlist("Set-Cookie")
    return all(len(line) <= 1024 for line in lines)


def hidden_secret(portal: Portal) -> bool:
    return "hunter2" not in json.dumps(dict(logs.harmless(None, "info", {"password": "hunter2"})))


def new_policy(portal: Portal) -> bool:
    return len({portal.ask("visitor", "GET", "/login").headers["Content-Security-Policy"] for _page in range(2)}) == 2


DEEP = {"content_type": "application/json"}
BREAKS: dict[str, tuple[Any, str, Any, Probe]] = {
    "text not checked": (gate, "check_text", nothing, answers(400, "visitor", "GET", "/login?q=%FF")),
    "other sites not refused": (
        gate, "check_site", nothing,
        answers(403, "member", "POST", "/account/name", headers={"Origin": "https://evil.example"}),
    ),
    "depth not counted": (
        gate, "check_depth", nothing,
        lambda portal: portal.browser("visitor").send("POST", "/login", b"[" * 33 + b"]" * 33, **DEEP).status_code == 422,
    ),
    "fields not counted": (
        gate, "MOST_FIELDS", 10**9,
        lambda portal: portal.browser("visitor").send("GET", "/login?" + "a=&" * 1500).status_code == 413,
    ),
    "bodies of any size": (
        gate, "body_limit", lambda: 10**9, answers(413, "visitor", "POST", "/login", data={"a": "a" * 70_000}),
    ),
    "permissions not asked": (doors, "authorize", nothing, answers(403, "staff", "GET", "/admin/users")),
    "visitors let in": (
        doors, "ASKS_NOBODY", frozenset({"admin.outbox.index", "forms.index.index"}), answers(303, "visitor", "GET", "/forms"),
    ),
    "headers forgotten": (headers, "ALWAYS", (), carries("X-Content-Type-Options", "nosniff")),
    "one nonce for all": (headers, "nonce", lambda: "A" * 22, new_policy),
    "cookies of any length": (cookies, "LONGEST_VALUE", 10**9, short_cookie),
    "secrets in the log": (logs, "is_secret", lambda name: False, hidden_secret),
    "formulas in files": (
        submission_export, "FORMULA", ("=",), lambda portal: submission_export.harmless("＝1+1").startswith("'"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_seen(portal: Portal, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    module, attribute, broken, probe = BREAKS[name]
    portal.put_back()
    assert probe(portal)
    portal.put_back()
    monkeypatch.setattr(module, attribute, broken)
    assert not probe(portal)
