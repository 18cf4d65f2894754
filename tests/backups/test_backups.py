"""A backup brings everything back as it was; what is not whole, not ours or too new changes nothing."""

import json
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from tests.backups.portal import LETTER, Portal, add_letter, portal, somebody_logged_in
from tests.support import stage
from tests.support.databases import ENGINES
from tests.support.make import make_user
from tests.support.stage import only, own_context, saving
from webapp.backups import making
from webapp.backups.checking import checked
from webapp.backups.manifest import NAME, Manifest, Unusable
from webapp.backups.shelf import shelved
from webapp.extensions import db
from webapp.models.event_chain import verify
from webapp.models.outbox import OutboxMail
from webapp.storage import storage


@pytest.fixture(scope="module", params=ENGINES)
def its(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with portal(str(request.param), tmp_path_factory.mktemp("backups"), "backups") as found:
        yield found


@pytest.fixture(autouse=True)
def on_stage(its: Portal) -> None:
    stage.put_on(its.app)


def refused(its: Portal, path: Path) -> str:
    """Why a backup is not restored; nothing has changed then."""
    before = its.people()
    with pytest.raises(Unusable) as why:
        its.restore(path)
    assert its.people() == before
    return why.value.sentence


def altered(path: Path, name: str, how: Any) -> Path:
    """The same archive, with one of its files changed by `how`."""
    changed = path.with_name("altered.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info, how(content) if info.filename == name else content)
    return changed


def test_everything_comes_back_as_it_was(its: Portal) -> None:
    letter = add_letter()
    path, before = its.back_up(), its.people()
    make_user(name="Somebody later")
    with own_context():
        storage().delete([letter])
    manifest = its.restore(path)
    assert its.people() == before
    assert manifest.counts["user"] == len(before)
    with own_context():
        assert b"".join(storage().chunks(letter)) == LETTER
        assert verify()[1] is None


def test_nobody_is_logged_in_after_it(its: Portal) -> None:
    browser = somebody_logged_in(its)
    path = its.back_up()
    assert browser.open("/account").heading == "Your account"
    its.restore(path)
    assert browser.open("/account").heading == "Log in"


def test_mail_that_waited_then_has_left_since_and_is_held(its: Portal) -> None:
    with saving():
        OutboxMail.post("ada@example.org", "Hello", "Text.")
    path = its.back_up()
    its.restore(path)
    assert only(select(OutboxMail.state).where(OutboxMail.subject == "Hello")) == "held"
    with own_context():
        its.let_go()


def test_what_was_there_before_is_kept_and_can_be_restored_itself(its: Portal) -> None:
    path = its.back_up()
    make_user(name="Somebody later")
    its.restore(path)
    with own_context():
        kept = next(one.path for one in shelved() if one.why == "before-restore")
    its.restore(kept)
    assert "Somebody later" in its.people()


def test_a_backup_is_readable_by_nobody_else_and_holds_no_key(its: Portal) -> None:
    path = its.back_up()
    assert path.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(path) as archive:
        assert its.app.config["LODGE"].secret_key.encode() not in b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_one_that_was_cut_short_changes_nothing(its: Portal, share: float) -> None:
    path = its.back_up("cut.zip")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "cut short or altered" in refused(its, path)


def test_one_in_which_a_byte_was_altered_changes_nothing(its: Portal) -> None:
    add_letter()
    path = its.back_up("bytes.zip")
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 3] ^= 1
    path.write_bytes(whole)
    assert "cut short or altered" in refused(its, path)


def test_one_whose_files_were_exchanged_changes_nothing(its: Portal) -> None:
    upload = f"uploads/{add_letter()}"
    assert "is not what was put into it" in refused(its, altered(its.back_up(), upload, lambda _: b"Dear Madam or Sir"))


def test_one_that_says_something_else_of_itself_is_not_believed(its: Portal) -> None:
    def fewer(raw: bytes) -> bytes:
        return json.dumps(json.loads(raw) | {"counts": {}}).encode()

    assert "The seal of this backup" in refused(its, altered(its.back_up(), NAME, fewer))


def test_one_of_another_key_wants_that_key(its: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    path, config = its.back_up(), its.app.config["LODGE"]
    other = "another key for tests, which opens nothing either"
    monkeypatch.setitem(its.app.config, "LODGE", replace(config, secret_key=other))
    assert "LODGE_SECRET_KEY_FALLBACKS" in refused(its, path)
    monkeypatch.setitem(its.app.config, "LODGE", replace(config, secret_key=other, secret_key_fallbacks=(config.secret_key,)))
    its.restore(path)


def test_one_of_a_newer_lodge_is_told(its: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as later:
        later.setattr(Manifest, "sealed", lambda self, keys, made=Manifest.sealed: made(replace(self, head="9999"), keys))
        path = its.back_up("newer.zip")
    assert "newer Lodge (schema 9999)" in refused(its, path)
    with monkeypatch.context() as later:
        later.setattr(Manifest, "sealed", lambda self, keys, made=Manifest.sealed: made(replace(self, format=2), keys))
        path = its.back_up("newest.zip")
    assert "made by a newer Lodge" in refused(its, path)


def test_one_of_the_other_database_is_told(its: Portal, tmp_path: Path) -> None:
    other = "sqlite" if its.environ.get("LODGE_DATABASE_URL") else "postgresql"
    with portal(other, tmp_path, "other") as found:
        path = found.back_up()
    stage.put_on(its.app)
    assert f"is of {other}" in refused(its, path)


NO_BACKUP = {
    "words": "This backup was cut short or altered, or it is no backup of Lodge.",
    "another archive": "This is no backup of Lodge: it does not say what it holds.",
    "a folder": "cannot be read: Is a directory.",
    "nothing": "There is no file ",
}


@pytest.mark.parametrize("what", NO_BACKUP)
def test_what_is_no_backup_changes_nothing(its: Portal, tmp_path: Path, what: str) -> None:
    path = tmp_path / "thing"
    if what == "words":
        path.write_text("Dear diary")
    if what == "another archive":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
    if what == "a folder":
        path.mkdir()
    assert NO_BACKUP[what] in refused(its, path)


LEFT = ("lodge.sqlite.1.check", ".0a.check", "lodge.db.restored", "backups/one.zip.1.part")


@pytest.mark.parametrize("act", ["making", "checking"])
def test_what_a_killed_one_left_goes_and_what_somebody_works_on_stays(its: Portal, act: str) -> None:
    path = its.back_up()
    (its.instance / "backups").mkdir(exist_ok=True)
    left, used = [its.instance / name for name in LEFT], its.instance / ".0b.check"
    for one in (*left, used):
        one.write_text("clear")
    for one in left:
        os.utime(one, (time.time() - 3601,) * 2)
    if act == "making":
        its.back_up("two.zip")
    else:
        with own_context(), checked(path, its.instance):
            pass
    assert ([one for one in left if one.exists()], used.exists()) == ([], True)
    used.unlink()


def test_where_there_is_no_room_none_is_begun(its: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(its.instance)._replace(free=1 << 20)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda path: usage)
    with own_context(), pytest.raises(Unusable, match="1 are free"):
        making.make_backup(its.instance / "backups" / "none.zip")
    assert list((its.instance / "backups").glob("none*")) == []


def test_the_command_says_what_is_in_it(its: Portal) -> None:
    target = its.instance.parent / "by-command.zip"
    target.unlink(missing_ok=True)
    done = its.lodge("backup", "create", "--to", str(target), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["user"] == len(its.people())
    assert its.lodge("backup", "verify", str(target)).returncode == 0
    again = its.lodge("backup", "create", "--to", str(target))
    assert (again.returncode, again.stderr) == (1, f"{target} is there already. Name another file.\n")


def test_the_command_restores_and_leaves_a_line_in_the_log(its: Portal) -> None:
    path = its.back_up()
    make_user(name="Nobody of then")
    with own_context():
        its.let_go()
    done = its.lodge("restore", str(path), "--yes")
    assert done.returncode == 0, done.stderr
    assert "Nobody of then" not in its.people()
    with own_context():
        newest = db.session.execute(text("SELECT action FROM event ORDER BY id DESC LIMIT 1")).scalar()
        its.let_go()
    assert newest == "backup.restored"


def test_a_check_leaves_nothing_behind(its: Portal) -> None:
    path = its.back_up()
    before = sorted(its.instance.iterdir())
    with own_context(), checked(path, its.instance) as (manifest, _archive, _place):
        assert manifest.counts
    assert sorted(its.instance.iterdir()) == before
