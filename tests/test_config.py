"""What the environment decides: defaults that work, and a sentence for each value that cannot."""

import os
import stat
from pathlib import Path

import pytest

from webapp.config import Config
from webapp.config_values import ConfigError

KEY = "k" * 32


def read(tmp_path: Path, **given: str) -> Config:
    return Config.read({"LODGE_INSTANCE": str(tmp_path), **given})


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    config = read(tmp_path)
    assert (config.database_url, config.base_url) == (f"sqlite:///{tmp_path / 'lodge.db'}", "http://localhost:5000")
    assert (config.is_https, config.has_tour, config.workers) == (False, True, 2)


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("LODGE_WORKERS", "0", "from 1 to 64"),
        ("LODGE_WORKERS", "two", "from 1 to 64"),
        ("LODGE_WORKERS", "9" * 5000, "from 1 to 64"),
        ("LODGE_THREADS", "٢", "from 1 to 64"),
        ("LODGE_TOUR", "perhaps", "Use 1 or 0"),
        ("LODGE_SIGNUP_MODE", "anybody", "open, approval, domain, invite, closed"),
        ("LODGE_TIMEZONE", "Mars/Olympus", "Europe/Berlin"),
        ("LODGE_BASE_URL", "portal.example.org", "https://"),
        ("LODGE_SCANNER", "clamd", "Use host:port"),
        ("LODGE_SCANNER", "host:99999", "Use host:port"),
        ("LODGE_DATABASE_URL", "mysql://x", "sqlite:///file or postgresql://"),
        ("LODGE_SECRET_KEY", "changeme", "32"),
        ("LODGE_SECRET_KEY", "short", "32"),
        ("LODGE_SECRET_KEY_FALLBACKS", f"{KEY},short", "32"),
        ("LODGE_LOG_FORMAT", "xml", "auto, json, pretty"),
        ("LODGE_MIGRATE", "perhaps", "auto, check, off"),
        ("LODGE_JOBS", "perhaps", "child, off"),
        ("LODGE_SMTP_URL", "mail.example.org", "smtp://user:password@host:587"),
        ("LODGE_SMTP_URL", "smtp://mail.example.org:many", "smtps://"),
        ("LODGE_SMTP_URL", "smtp://mail.example.org?tls=perhaps", "tls=starttls"),
        ("LODGE_SMTP_URL", "smtps://mail.example.org?tls=none", "tls=none"),
        ("LODGE_MAIL_FROM", "nobody", "portal@example.org"),
        ("LODGE_MAIL_FROM", "a@example.org\nBcc: b@example.org", "portal@example.org"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_the_variable(tmp_path: Path, name: str, value: str, accepted: str) -> None:
    """ASVS 13.1.1 in spirit: a mistake stops the start."""
    with pytest.raises(ConfigError, match=name) as stopped:
        read(tmp_path, **{name: value})
    assert accepted in str(stopped.value)


def test_the_password_of_the_mail_server_is_in_no_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as stopped:
        read(tmp_path, LODGE_SMTP_URL="smtp://lodge:hunter2@mail.example.org/inbox")
    assert "hunter2" not in str(stopped.value)


def test_mail_comes_from_the_host_of_the_portal(tmp_path: Path) -> None:
    assert read(tmp_path, LODGE_BASE_URL="https://portal.example.org").mail_from == "no-reply@portal.example.org"


def test_a_value_can_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert read(tmp_path, LODGE_SECRET_KEY_FILE=str(tmp_path / "key")).secret_key == KEY


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="LODGE_SECRET_KEY_FILE"):
        read(tmp_path, LODGE_SECRET_KEY_FILE=str(tmp_path / "none"))


def test_the_key_is_made_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    """ASVS 13.3.1, 11.5.1: no secret has a default value."""
    first, second = read(tmp_path).secret_key, read(tmp_path).secret_key
    assert first == second
    assert len(first) == 64
    assert stat.S_IMODE(os.stat(tmp_path / "secret_key").st_mode) == 0o600
    assert read(tmp_path / "other").secret_key != first


def test_an_address_with_https_is_https_and_no_tour(tmp_path: Path) -> None:
    config = read(tmp_path, LODGE_BASE_URL="https://portal.example.org/")
    assert (config.base_url, config.is_https, config.has_tour) == ("https://portal.example.org", True, False)


def test_a_postgresql_address_names_its_driver(tmp_path: Path) -> None:
    assert read(tmp_path, LODGE_DATABASE_URL="postgres://u@h/n").database_url == "postgresql+psycopg://u@h/n"


def test_it_cannot_be_changed_later(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        read(tmp_path).workers = 3  # type: ignore[misc]
