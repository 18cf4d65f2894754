"""`lodge receipts verify`: its exit codes, also after the key was replaced."""

import json
from dataclasses import replace

from click.testing import Result
from flask import Flask
from sqlalchemy import delete

from tests.main.test_receipts import receipt
from tests.support.stage import saving
from webapp.models.receipt_key import ReceiptKey

NEW = "a newer key for tests, which signs from now on"


def verify(app: Flask, text: str) -> Result:
    return app.test_cli_runner().invoke(args=["receipts", "verify", "-"], input=text)


def test_each_verdict_has_its_exit_code(app: Flask) -> None:
    told = json.loads(receipt(app))
    texts = [json.dumps(told | change) for change in ({}, {"form": "Another"}, {"key": "0" * 16})]
    assert [verify(app, text).exit_code for text in (*texts, "hello")] == [0, 1, 3, 5]


def test_an_old_one_is_valid_once_its_key_is_left_out(app: Flask, monkeypatch) -> None:
    text, before = receipt(app), app.config["LODGE"]
    with saving() as session:
        session.execute(delete(ReceiptKey))
    monkeypatch.setitem(app.config, "LODGE", replace(before, secret_key=NEW, secret_key_fallbacks=(before.secret_key,)))
    assert app.test_cli_runner().invoke(args=["secrets", "rotate"]).exit_code == 0
    monkeypatch.setitem(app.config, "LODGE", replace(before, secret_key=NEW, secret_key_fallbacks=()))
    assert verify(app, text).stdout.startswith("Valid: ")
