"""LODGE_OIDC_PROVIDERS: each mistake is a sentence, and none of them repeats a secret."""

import json

import pytest

from webapp.config import Config
from webapp.config_values import ConfigError
from webapp.providers import Provider, is_safe, providers_of

ACME = {"slug": "acme", "issuer": "https://login.acme.example.org", "client_id": "lodge"}
MISTAKES = {
    "no JSON": "hush",
    "no list": json.dumps(ACME | {"client_secret": "hush"}),
    "no object": '["hush"]',
    "an unknown name": json.dumps([ACME | {"clientsecret": "hush"}]),
    "no slug": json.dumps([{"issuer": "https://a.example.org", "client_id": "x", "client_secret": "hush"}]),
    "an address as slug": json.dumps([ACME | {"slug": "../admin"}]),
    "no client": json.dumps([{"slug": "acme", "issuer": "https://a.example.org"}]),
    "no encryption": json.dumps([ACME | {"issuer": "http://login.acme.example.org"}]),
    "a word for trust": json.dumps([ACME | {"trusted": "yes"}]),
    "a role that nobody gives": json.dumps([ACME | {"roles": {"board": "owner"}}]),
    "a list of groups": json.dumps([ACME | {"groups": ["a"]}]),
    "two of one name": json.dumps([ACME, ACME | {"issuer": "https://b.example.org"}]),
    "two of one issuer": json.dumps([ACME, ACME | {"slug": "b"}]),
    "a secret of two lines": json.dumps([ACME | {"client_secret": "hush\nhush"}]),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_stops_the_start_with_a_sentence(mistake: str) -> None:
    with pytest.raises(ConfigError, match=r"LODGE_OIDC_PROVIDERS cannot be used\. .+\.$") as told:
        Config.read({"LODGE_OIDC_PROVIDERS": MISTAKES[mistake], "LODGE_SECRET_KEY": "k" * 40})
    assert "hush" not in str(told.value)


def test_a_provider_is_read_with_what_it_leaves_out() -> None:
    assert providers_of(json.dumps([ACME])) == (Provider(label="acme", **ACME),)


def test_no_secret_is_in_what_is_printed() -> None:
    assert "hush" not in repr(providers_of(json.dumps([ACME | {"client_secret": "hush"}])))


def test_unknown_way_to_log_in_stops_the_start() -> None:
    with pytest.raises(ConfigError, match="LODGE_LOGIN_METHODS"):
        Config.read({"LODGE_LOGIN_METHODS": "password,sms", "LODGE_SECRET_KEY": "k" * 40})


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://a.example.org", True),
        ("https://a.example.org/realms/b", True),
        ("http://127.0.0.1:8080", True),
        ("http://localhost", True),
        ("http://[::1]:1", True),
        ("http://a.example.org", False),
        ("http://127.0.0.1.example.org", False),
        ("https://user:word@a.example.org", False),
        ("https://a.example.org?x=1", False),
        ("https://a.example.org#x", False),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("https://a.example.org:99999", False),
        ("https://a.example.org/\n", False),
    ],
)
def test_issuer_is_reached_in_secret_or_on_this_machine(address: str, is_one: bool) -> None:
    assert is_safe(address) == is_one


def test_what_an_issuer_elsewhere_names_is_never_on_this_machine() -> None:
    assert not is_safe("http://127.0.0.1/keys", on_loopback=False)
    assert is_safe("http://127.0.0.1/keys?of=all", on_loopback=True)
