"""Checking a receipt, without an account."""

import io
import json
from importlib import import_module

import pytest
from flask import Flask
from sqlalchemy import select

from tests.forms.test_submissions import send
from tests.support.browser import Browser
from tests.support.stage import only
from webapp.models.submission import Submission


def receipt(app: Flask) -> str:
    browser = send(Browser(app))
    return browser.send("GET", f"/submissions/{only(select(Submission))}/receipt").get_data(as_text=True)


def checked(app: Flask, text: str) -> Browser:
    return Browser(app).open("/receipts/verify").fill({"Or its content": text}).press("Check the receipt")


def test_an_unaltered_one_is_valid(app: Flask) -> None:
    page = checked(app, receipt(app))
    assert page.has("It is valid")
    assert page.has(str(only(select(Submission))))


def test_an_altered_one_is_not(app: Flask) -> None:
    told = json.loads(receipt(app)) | {"at": "2020-01-01T00:00:00+00:00"}
    assert checked(app, json.dumps(told)).has("it was altered after it was signed")


def test_what_was_added_is_not_taken_for_signed(app: Flask) -> None:
    text = receipt(app)
    added = json.dumps(json.loads(text) | {"paid": "1,000 €"})
    assert checked(app, added).has("it was altered after it was signed")
    assert checked(app, text.replace("{", '{"reference": "BCDF-GHJK", ', 1)).has("This is not a receipt")


def test_a_moment_beyond_the_calendar_is_no_error_of_ours(app: Flask) -> None:
    ours = json.loads(receipt(app))
    for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "", "2026-01-01"):
        for key in ("0" * 16, ours["key"]):
            assert checked(app, json.dumps(ours | {"at": at, "key": key})).status == 200


def test_one_of_another_portal_is_not_known(app: Flask) -> None:
    told = json.loads(receipt(app)) | {"key": "0" * 16}
    assert checked(app, json.dumps(told)).has("a key that this portal does not know")


def test_anything_else_is_none(app: Flask) -> None:
    for text in ("hello", "[" * 5000, "null", '{"kind": "lodge-receipt"}', "9" * 20_000, '"\\ud800"'):
        page = checked(app, text)
        assert (page.status, page.has("This is not a receipt")) == (200, True)


def test_nothing_given_is_said(app: Flask) -> None:
    page = checked(app, " ")
    assert (page.status, page.errors) == (422, ["Choose the file of a receipt, or paste its content"])


def test_a_file_is_read(app: Flask) -> None:
    text, page = receipt(app), Browser(app).open("/receipts/verify")
    token = page.csrf_token
    data = {"csrf_token": token, "file": (io.BytesIO(text.encode()), "receipt.json")}
    answer = page.client.post("/receipts/verify", data=data, base_url="http://localhost", headers={"Origin": "http://localhost"})
    assert "It is valid" in answer.get_data(as_text=True)


def test_the_public_keys_are_published(app: Flask) -> None:
    told = json.loads(receipt(app))
    listed = json.loads(Browser(app).send("GET", "/receipts/keys").get_data(as_text=True))
    assert told["key"] in {one["id"] for one in listed["keys"]}


def test_a_network_checks_so_many_in_an_hour(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("webapp.main.receipts"), "MOST", 1)
    assert [checked(app, "hello").status for _ in range(2)] == [200, 429]
