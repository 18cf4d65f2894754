"""`lodge secrets rotate`: after it, the older key is needed no more."""

import os
from dataclasses import replace
from pathlib import Path

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.databases import environ_for, migrated
from tests.support.factors import first_step, give_app, second_step
from tests.support.make import make_user, sign_in
from tests.support.openid.stage import offer
from tests.support.stage import only, own_context, put_on
from webapp.backups.checking import checked
from webapp.backups.making import keys, make_backup
from webapp.backups.shelf import shelf, stamped
from webapp.cli.restoring import put_back
from webapp.cli.serving import hold
from webapp.config import Config
from webapp.extensions import db
from webapp.models.login_session import LoginSession
from webapp.models.provider_setting import opened
from webapp.models.setting import Setting
from webapp.models.totp import Totp
from webapp.providers import Provider
from webapp.sealing import Sealing

NEW = "a newer key for tests, which opens nothing either"


def with_keys(app: Flask, *keys: str) -> None:
    app.config["LODGE"] = replace(app.config["LODGE"], secret_key=keys[0], secret_key_fallbacks=keys[1:])


def test_after_it_the_older_key_is_needed_no_more(app: Flask, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "LODGE", app.config["LODGE"])
    ada, old = make_user(), app.config["LODGE"].secret_key
    phone = give_app(ada)
    with_keys(app, NEW, old)
    answer = app.test_cli_runner().invoke(args=["secrets", "rotate"])
    assert (answer.exit_code, answer.stdout) == (0, "1 sealed with the key in use\n")
    with_keys(app, NEW)
    assert Sealing([NEW]).open(only(select(Totp.secret)), "totp", ada.id) == phone.secret
    assert second_step(first_step(Browser(app), ada), phone.code()).path == "/"


def test_what_no_key_opens_is_said(app: Flask, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "LODGE", app.config["LODGE"])
    give_app(make_user())
    with_keys(app, NEW)
    answer = app.test_cli_runner().invoke(args=["secrets", "rotate"])
    assert answer.exit_code == 1
    assert "Opened by none of the keys: 1." in answer.stderr


def test_secrets_of_providers_are_sealed_anew_too(app: Flask, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "LODGE", app.config["LODGE"])
    old = app.config["LODGE"].secret_key
    offer(Provider("acme", "Acme", "https://id.example.org", "lodge", "hush"), Provider("b", "B", "https://b.example.org", "l"))
    with_keys(app, NEW, old)
    assert app.test_cli_runner().invoke(args=["secrets", "rotate"]).stdout == "1 sealed with the key in use\n"
    stored = only(select(Setting.value).where(Setting.name == "oidc_providers"))
    assert [opened(row, Sealing([NEW])).client_secret for row in stored] == ["hush", ""]


def test_a_secret_of_a_provider_that_no_key_opens_is_said(app: Flask, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "LODGE", app.config["LODGE"])
    offer(Provider("acme", "Acme", "https://id.example.org", "lodge", "hush"))
    with_keys(app, NEW)
    answer = app.test_cli_runner().invoke(args=["secrets", "rotate"])
    assert (answer.exit_code, "Opened by none of the keys: 1." in answer.stderr) == (1, True)


def rotated(instance: Path, *options: str) -> Result:
    """`lodge secrets rotate` on an instance whose key is its own."""
    app = migrated(own_key(instance))
    put_on(app)
    answer = app.test_cli_runner().invoke(args=["secrets", "rotate", *options])
    with own_context():
        db.session.remove()
        db.engine.dispose()
    return answer


def own_key(instance: Path) -> dict[str, str]:
    return {name: value for name, value in environ_for(instance).items() if name != "LODGE_SECRET_KEY"}


def test_a_new_key_comes_first_and_the_old_one_is_accepted_for_a_month(tmp_path: Path) -> None:
    old = Config.read(own_key(tmp_path)).secret_key
    assert rotated(tmp_path).exit_code == 0
    config = Config.read(own_key(tmp_path))
    assert (config.secret_key != old, config.secret_key_fallbacks) == (True, (old,))
    assert all((tmp_path / name).stat().st_mode & 0o077 == 0 for name in ("secret_key", "secret_key_old"))
    kept = (tmp_path / "secret_key_old").read_text()
    (tmp_path / "secret_key_old").write_text(f"{old} 2026-01-01T00:00:00+00:00\n")
    assert (old in kept, Config.read(own_key(tmp_path)).secret_key_fallbacks) == (True, ())


def test_what_was_sealed_is_opened_by_the_new_key_alone(tmp_path: Path) -> None:
    put_on(migrated(own_key(tmp_path)))
    ada = make_user()
    phone = give_app(ada)
    assert rotated(tmp_path).exit_code == 0
    key = (tmp_path / "secret_key").read_text()
    assert Sealing([key]).open(only(select(Totp.secret)), "totp", ada.id) == phone.secret


def test_now_ends_every_log_in_and_accepts_no_older_key(tmp_path: Path) -> None:
    app = migrated(own_key(tmp_path))
    put_on(app)
    browser = sign_in(Browser(app), make_user())
    assert browser.open("/account").status == 200
    assert "log-ins ended: 1." in rotated(tmp_path, "--now").output
    assert Config.read(own_key(tmp_path)).secret_key_fallbacks == ()
    assert only(select(LoginSession.revoked_reason)) == "rotated"


def test_an_old_key_is_kept_for_backups_as_long_as_there_are_some_and_for_nothing_else(tmp_path: Path) -> None:
    first = Config.read(own_key(tmp_path)).secret_key
    app = migrated(own_key(tmp_path))
    put_on(app)
    with own_context():
        old = shelf() / "lodge-20250601-000000-000000-by-hand.zip"
        make_backup(old)
    rotated(tmp_path)
    long_ago = "2025-08-01T00:00:00+00:00"
    (tmp_path / "secret_key_old").write_text(f"{first} {long_ago}\nolder 2025-06-20T00:00:00+00:00\n")
    rotated(tmp_path)
    assert first not in Config.read(own_key(tmp_path)).signing_keys
    put_on(migrated(own_key(tmp_path)))
    with own_context(), checked(old, tmp_path) as (manifest, _archive, _place):
        assert (manifest.counts["user"], "older" in keys()) == (0, False)
    old.unlink()
    rotated(tmp_path)
    assert first not in (tmp_path / "secret_key_old").read_text()


def test_what_is_sealed_in_a_backup_of_an_older_key_is_opened_after_its_restore(tmp_path: Path) -> None:
    put_on(migrated(own_key(tmp_path)))
    ada = make_user("owner")
    phone = give_app(ada)
    with own_context():
        path = shelf() / stamped("by-hand")
        make_backup(path)
        db.session.remove()
        db.engine.dispose()
    rotated(tmp_path)
    app = migrated(own_key(tmp_path))
    put_on(app)
    with own_context():
        put_back(app.config["LODGE"], path, lambda line: None)
    key = app.config["LODGE"].secret_key
    assert Sealing([key]).open(only(select(Totp.secret)), "totp", ada.id) == phone.secret


def test_now_says_that_earlier_backups_need_the_old_key(tmp_path: Path) -> None:
    assert "put that key into LODGE_SECRET_KEY_FALLBACKS" in rotated(tmp_path, "--now").stderr
    assert "LODGE_SECRET_KEY_FALLBACKS" not in rotated(tmp_path).stderr


def test_it_refuses_while_lodge_runs(tmp_path: Path) -> None:
    old = Config.read(own_key(tmp_path)).secret_key
    handle = hold(tmp_path)
    answer = rotated(tmp_path)
    os.close(handle)
    assert (answer.exit_code, Config.read(own_key(tmp_path)).secret_key) == (1, old)
