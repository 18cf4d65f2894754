"""`lodge doctor`: what it finds, and what it says mends it."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.support.clock import Clock
from tests.support.databases import environ_for, migrated
from tests.support.make import make_user
from tests.support.settings import setting
from tests.support.stage import saving
from webapp import create_app
from webapp.checkup.machine import check_address, check_files, check_mail, check_room
from webapp.config import Config
from webapp.models.outbox import OutboxMail


def told(app: Flask) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["doctor"])
    return result.exit_code, result.output


def settings(folder: Path, **values: str) -> Config:
    folder.chmod(0o700)
    return Config.read(environ_for(folder, **values))


def test_an_instance_with_an_owner_is_as_it_should_be(app: Flask) -> None:
    make_user("owner")
    setting(password_min_length=15)
    app.config["LODGE"].instance.chmod(0o700)
    assert told(app) == (0, "All is as it should be.\n")


@pytest.mark.parametrize(
    ("factor", "shortest", "is_advised"), [("admins", 14, True), ("admins", 15, False), ("everybody", 12, False)]
)
def test_a_password_alone_is_advised_to_be_long(app: Flask, factor: str, shortest: int, is_advised: bool) -> None:
    make_user("owner")
    setting(second_factor=factor, password_min_length=shortest)
    app.config["LODGE"].instance.chmod(0o700)
    code, output = told(app)
    assert (code, "15 characters are recommended" in output) == (0, is_advised)


def test_a_missing_owner_is_told_with_the_way_to_one(app: Flask) -> None:
    code, output = told(app)
    assert code == 1
    assert "There is no owner yet." in output
    assert "setup-url" in output


def test_files_that_others_may_read_are_told(tmp_path: Path) -> None:
    app = create_app(environ_for(tmp_path))
    tmp_path.chmod(0o700)
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)
    with app.app_context():
        found = list(check_files(app.config["LODGE"]))
    assert [remedy for _, remedy in found] == [f"Run: chmod go= {tmp_path / 'secret_key'}"]


def test_an_old_database_is_told(tmp_path: Path) -> None:
    code, output = told(create_app(environ_for(tmp_path)))
    assert code == 1
    assert "Run: lodge db upgrade" in output


def test_a_database_that_is_away_is_told(tmp_path: Path) -> None:
    app = create_app(environ_for(tmp_path, database_url="postgresql://nobody@127.0.0.1:1/nothing"))
    assert "The database cannot be reached: OperationalError." in told(app)[1]


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=5 << 20))
    assert [problem for problem, _ in check_room(settings(tmp_path))] == [f"Only 5 MiB are free where {tmp_path} stands."]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_public_address_without_encryption_proxy_or_modesty_is_told(tmp_path: Path, scheme: str) -> None:
    config = settings(tmp_path, base_url=f"{scheme}://portal.example.org", tour="1")
    problems = " ".join(problem for problem, _ in check_address(config))
    assert ("is not encrypted" in problems, "No proxy is trusted" in problems) == (scheme == "http", scheme == "https")
    assert "The tour for developers" in problems


def test_a_public_address_behind_its_proxy_is_as_it_should_be(tmp_path: Path) -> None:
    config = settings(tmp_path, base_url="https://portal.example.org", trusted_proxies="127.0.0.1")
    assert list(check_address(config)) == []


def test_it_mends_nothing_by_itself(tmp_path: Path) -> None:
    migrated(environ_for(tmp_path))
    tmp_path.chmod(0o755)
    told(create_app(environ_for(tmp_path)))
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_mail_that_has_not_left_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    config = replace(app.config["LODGE"], smtp_url="smtp://localhost")
    with saving():
        OutboxMail.post("ada@example.org", "Hello", "Text.")
    with app.app_context():
        assert list(check_mail(config)) == []
        clock.move(minutes=16)
        assert "has not left" in next(check_mail(config))[0]


def test_a_public_portal_without_a_mail_server_is_told(tmp_path: Path) -> None:
    config = settings(tmp_path, base_url="https://portal.example.org")
    assert "No mail server is set" in next(check_mail(config))[0]


def test_a_domain_that_no_mail_proves_is_told(app: Flask) -> None:
    make_user("owner")
    app.config["LODGE"].instance.chmod(0o700)
    setting(signup_mode="domain", signup_domains="example.org")
    assert "no mail proves it" in told(app)[1]
