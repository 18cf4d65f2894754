"""The request id: made here, or believed of a proxy that is trusted by name."""

import pytest
from flask import Flask

from tests.support.databases import environ_for
from tests.support.run_folder import run_folder
from webapp import create_app

GIVEN = "0123456789abcdef-proxy"


def app_behind(trusted: str) -> Flask:
    return create_app(environ_for(run_folder() / "headers", trusted_proxies=trusted))


def answered_id(app: Flask, given: str, peer: str = "10.0.0.7") -> str:
    answer = app.test_client().get("/livez", headers={"X-Request-ID": given}, environ_overrides={"REMOTE_ADDR": peer})
    return answer.headers["X-Request-ID"]


def test_a_trusted_proxy_names_the_request() -> None:
    assert answered_id(app_behind("10.0.0.0/8"), GIVEN) == GIVEN


@pytest.mark.parametrize("trusted", ["", "192.168.0.0/16"])
def test_nobody_else_does(trusted: str) -> None:
    """ASVS 4.1.3: what only an intermediary may set is not taken from anybody."""
    assert answered_id(app_behind(trusted), GIVEN) != GIVEN


@pytest.mark.parametrize("odd", ["short", "a" * 65, "with space in it", "semi;colon-1", "<script>alert</script>", "ä" * 10])
def test_an_odd_id_is_replaced(odd: str) -> None:
    assert answered_id(app_behind("10.0.0.0/8"), odd.encode().decode("latin-1")) != odd


def test_ids_differ() -> None:
    app = app_behind("")
    assert len({answered_id(app, "") for _request in range(20)}) == 20
