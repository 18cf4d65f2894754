"""Encrypted backups: no piece of one can be altered, moved or left out, and no other passphrase opens one."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.backups.portal import portal
from tests.support.stage import own_context
from webapp.backups import encrypting
from webapp.backups.checking import checked
from webapp.backups.encrypting import decrypted, encrypt, is_encrypted
from webapp.backups.manifest import Unusable

WORDS = "six random words are a fine passphrase"
HEAD, PIECE = len(encrypting.MAGIC) + encrypting.SALT, 32


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three pieces of sixteen bytes, and one of four."""
    monkeypatch.setattr(encrypting, "PIECE", 16)
    (tmp_path / "clear").write_bytes(b"0123456789abcdef" * 3 + b"rest")
    encrypt(tmp_path / "clear", tmp_path / "made", WORDS)
    return tmp_path / "made"


def content(path: Path, words: str = WORDS) -> bytes:
    with decrypted(path, words, path.parent) as clear:
        return clear.read_bytes()


def test_what_was_encrypted_is_opened_and_nothing_clear_is_left(made: Path) -> None:
    assert content(made) == b"0123456789abcdef" * 3 + b"rest"
    assert sorted(path.name for path in made.parent.iterdir()) == ["clear", "made"]


@pytest.mark.parametrize("kind", ["altered", "cut at a piece", "cut in a piece", "moved", "longer"])
def test_a_change_is_seen(made: Path, kind: str) -> None:
    raw = made.read_bytes()
    pieces = [raw[at : at + PIECE] for at in range(HEAD, len(raw), PIECE)]
    changed = {
        "altered": [pieces[0], bytes([pieces[1][0] ^ 1]) + pieces[1][1:], *pieces[2:]],
        "cut at a piece": pieces[:-1],
        "cut in a piece": [*pieces[:-1], pieces[-1][:-1]],
        "moved": [pieces[0], pieces[2], pieces[1], pieces[3]],
        "longer": [*pieces, b"more"],
    }[kind]
    made.write_bytes(raw[:HEAD] + b"".join(changed))
    with pytest.raises(Unusable, match="cut short or altered"):
        content(made)


def test_another_passphrase_opens_nothing(made: Path) -> None:
    with pytest.raises(Unusable, match="does not open it"):
        content(made, "another passphrase")


def test_a_portal_with_a_passphrase_encrypts_and_restores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with portal("sqlite", tmp_path, "encrypted") as its:
        monkeypatch.setitem(its.app.config, "LODGE", replace(its.app.config["LODGE"], backup_passphrase=WORDS))
        path = its.back_up()
        assert is_encrypted(path)
        assert its.restore(path).counts["user"] == 0
        monkeypatch.setitem(its.app.config, "LODGE", replace(its.app.config["LODGE"], backup_passphrase=""))
        with own_context(), pytest.raises(Unusable, match="does not open it"), checked(path, tmp_path):
            pass
