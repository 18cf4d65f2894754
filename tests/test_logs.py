"""Log lines: one line each, nothing secret, nothing that a terminal obeys, 4 KB at most."""

import json

import pytest
import structlog

from tests.support.visits import Portal, furnished
from webapp import headers
from webapp.logs import LONGEST, harmless, write_logs


def line(**values: object) -> str:
    """A line as it is written in production."""
    return str(structlog.processors.JSONRenderer()(None, "info", harmless(None, "info", {"event": "request", **values})))


@pytest.mark.parametrize("odd", ["a\r\nb", "a\nlevel=error", "\x1b[31mred\x1b[0m", "\x9b31m", "\u2028", "\x00", "\x08\x7f"])
def test_what_breaks_a_line_or_paints_a_terminal_is_escaped(odd: str) -> None:
    """ASVS 16.4.1."""
    written = json.loads(line(agent=odd))["agent"]
    assert written.isprintable()
    assert "\\x" in written


@pytest.mark.parametrize("name", ["password", "new_password", "csrf_token", "Cookie", "authorization", "client_secret"])
def test_secrets_are_blanked_by_their_names(name: str) -> None:
    """ASVS 16.2.5, 14.2.4."""
    assert json.loads(line(**{name: "hunter2"}))[name] == "[hidden]"
    assert "hunter2" not in line(detail={name: "hunter2", "more": [{name: "hunter2"}]})


@pytest.mark.parametrize("long", ["a" * 100_000, "𝒳" * 50_000, "\n" * 50_000, '"' * 50_000])
def test_no_line_is_longer_than_four_kilobytes(long: str) -> None:
    assert len(line(agent=long, more=long, detail={"a": long}, exception=long).encode()) <= LONGEST


def test_the_end_of_a_trace_is_kept_with_its_lines() -> None:
    written = json.loads(line(exception="Traceback\n" * 2000 + "ValueError: the reason\x1b[31m"))["exception"]
    assert written.endswith("ValueError: the reason\\x1b[31m")
    assert "Traceback\n" in written


def test_numbers_stay_numbers() -> None:
    assert json.loads(line(status=200, ms=1.5, user_id=None, ok=True)) == {
        "event": "request", "status": 200, "ms": 1.5, "user_id": None, "ok": True,
    }  # fmt: skip


def test_pretty_lines_are_harmless_too(capsys: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    try:
        write_logs("pretty")
        structlog.get_logger("fresh").info("request", agent="\x1b[31mred\r\n")
        assert "\x1b[31mred" not in capsys.readouterr().err
    finally:
        structlog.configure(**before)


@pytest.fixture(scope="module")
def portal() -> Portal:
    return furnished()


class Lines(list[dict[str, object]]):
    """A logger that keeps what it is told."""

    def info(self, event: str, **values: object) -> None:
        self.append({"event": event, **values})


def test_a_request_is_one_line_without_its_address(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """ASVS 16.2.1, 14.2.1: who, what, when, how it ended; no query, no token, no password."""
    lines = Lines()
    monkeypatch.setattr(headers, "log", lines)
    portal.ask("visitor", "GET", "/reset-password/" + "s3cret" * 8)
    portal.ask("member", "POST", "/account/name", {"name": "Grace", "password": "hunter2"})
    assert [one["route"] for one in lines] == ["auth.links.open_one", "account.name.edit"]
    assert lines[1].keys() == {"request_id", "user_id", "method", "route", "status", "ms", "event"}
    assert not [one for one in lines if "s3cret" in str(one) or "hunter2" in str(one)]


def test_errors_of_the_database_name_no_values(portal: Portal) -> None:
    """ASVS 16.2.5: parameters hold addresses and hashes."""
    with portal.app.app_context():
        assert portal.app.extensions["sqlalchemy"].engine.hide_parameters
