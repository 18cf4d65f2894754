"""Secrets at rest: opened by the keys that there are, for what they were sealed for, and by nothing else."""

from datetime import timedelta

import pytest

from tests.support.clock import Clock
from webapp.sealing import Sealing

OLD, NEW, FOREIGN = ("old" * 20, "new" * 20, "foreign" * 9)


def test_sealed_secret_cannot_be_read_in_the_database() -> None:
    assert b"secret" not in Sealing([NEW]).close(b"secret", "totp", 1)


def test_it_opens_for_what_it_was_sealed_for_only() -> None:
    sealed = Sealing([NEW]).close(b"secret", "totp", 1)
    assert Sealing([NEW]).open(sealed, "totp", 1) == b"secret"
    assert Sealing([NEW]).open(sealed, "totp", 2) is None
    assert Sealing([NEW]).open(sealed, "mail", 1) is None


def test_older_key_still_opens_and_a_foreign_one_does_not() -> None:
    sealed = Sealing([OLD]).close(b"secret")
    assert Sealing([NEW, OLD]).open(sealed) == b"secret"
    assert Sealing([FOREIGN]).open(sealed) is None


def test_renewed_it_needs_the_older_key_no_more() -> None:
    renewed = Sealing([NEW, OLD]).renew(Sealing([OLD]).close(b"secret", 1))
    assert Sealing([NEW]).open(renewed, 1) == b"secret"
    with pytest.raises(ValueError, match="none of the keys"):
        Sealing([FOREIGN]).renew(renewed)


def test_it_opens_for_a_while_when_that_is_asked(clock: Clock) -> None:
    sealed = Sealing([NEW]).close(b"secret")
    clock.move(seconds=60)
    assert Sealing([NEW]).open(sealed, within=timedelta(minutes=1)) == b"secret"
    clock.move(seconds=1)
    assert Sealing([NEW]).open(sealed, within=timedelta(minutes=1)) is None


@pytest.mark.parametrize("rubbish", [b"", b"x", b"gAAAAA", "å".encode()])
def test_rubbish_opens_nothing(rubbish: bytes) -> None:
    assert Sealing([NEW]).open(rubbish) is None
