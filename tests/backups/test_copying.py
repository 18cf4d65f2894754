"""PostgreSQL's restore is one transaction: whoever stops feeding it half-way has changed nothing."""

from pathlib import Path

import pytest

from tests.backups.portal import portal
from tests.support.make import make_user
from tests.support.stage import own_context
from webapp.backups import copying
from webapp.backups.copying import copied, replay
from webapp.backups.manifest import Unusable
from webapp.extensions import db


def break_off(source: object, target: object, before: str, after: str) -> None:
    """As a killed process does: some of it, then the end of the input."""
    with target.stdin as into:
        into.write(f"BEGIN;\n{before}\n".encode())


def test_a_feed_that_breaks_off_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with portal("postgresql", tmp_path, "feed") as its:
        make_user(name="Somebody")
        monkeypatch.setattr(copying, "pour", break_off)
        with own_context(), copied(db.engine, tmp_path) as copy, pytest.raises(Unusable):
            replay(db.engine, copy.path, before='DROP TABLE "user" CASCADE;', after="")
        assert its.people() == ["Somebody"]


def test_a_statement_that_fails_changes_nothing(tmp_path: Path) -> None:
    with portal("postgresql", tmp_path, "feed") as its:
        make_user(name="Somebody")
        with own_context(), copied(db.engine, tmp_path) as copy, pytest.raises(Unusable, match="was not replaced"):
            replay(db.engine, copy.path, before='DROP TABLE "user" CASCADE; SELECT nothing;', after="")
        assert its.people() == ["Somebody"]
