"""Copies of people's data: everything that is theirs, nothing of anybody else's, no secret, and gone after a day."""

import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import give_app
from tests.support.forms import make_form, page, question
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import subjects
from tests.support.stage import count, found, only, own_context, saving
from tests.support.together import together
from tests.support.tokens import give_token
from webapp.database import writing
from webapp.extensions import db
from webapp.jobs import exporting
from webapp.models.data_export import LEASE, DataExport, ask_for_export, claim_export, note_made
from webapp.models.identity import Identity
from webapp.models.login_session import LoginSession
from webapp.models.passkey import Passkey
from webapp.models.submission import Comment, Submission, SubmissionRevision
from webapp.models.totp import Totp
from webapp.models.user import User


def ask(user: User) -> bool:
    with own_context(), writing():
        return ask_for_export(person(user))


def make() -> int:
    with own_context():
        return exporting.make_exports("one", lambda: False)


def folder(app: Flask) -> Path:
    with app.app_context():
        return exporting.folder()


@pytest.fixture(autouse=True)
def nothing_left_over(app: Flask) -> None:
    for path in folder(app).glob("*"):
        path.unlink()


def copy_of(app: Flask, user: User) -> dict[str, Any]:
    """What is in this person's copy, by file."""
    ask(user)
    assert make() == 1
    name = only(select(DataExport.file_name).where(DataExport.user_id == user.id))
    with zipfile.ZipFile(folder(app) / name) as archive:
        texts = {one: archive.read(one).decode() for one in archive.namelist()}
    return {one: json.loads(text) if one.endswith(".json") else text for one, text in texts.items()}


def send(app: Flask, user: User, answer: str) -> None:
    form = make_form(title=f"Form of {answer}")
    browser = sign_in(Browser(app), user).open(f"/forms/{form.slug}").press("Start now")
    browser.fill({"Name": answer}).press("Continue").press("Send")


def test_it_holds_what_they_have_uploaded(app: Flask) -> None:
    ada = make_user()
    form = make_form(page(question("file", "Letter", "f_letter", max=2)))
    browser = sign_in(Browser(app), ada).open(f"/forms/{form.slug}").press("Start now")
    browser.fill({"Letter": [("a.txt", b"first"), ("a.txt", b"second")]}).press("Continue").press("Send")
    browser.open(f"/forms/{form.slug}").press("Start now").fill({"Letter": ("b.txt", b"third")}).press("Upload Letter")
    copy, reference = copy_of(app, ada), only(select(Submission))
    files = {name: text for name, text in copy.items() if name.startswith("files/")}
    assert set(files) == {f"files/{reference}/a.txt", f"files/{reference}/a (2).txt", "files/not sent/b.txt"}
    assert sorted(files.values()) == ["first", "second", "third"]
    assert not any(name.startswith("files/") for name in copy_of(app, make_user()))


def test_it_holds_what_is_theirs(app: Flask) -> None:
    ada = make_user(name="Ada Lovelace")
    send(app, ada, "Ada's answer")
    copy = copy_of(app, ada)
    assert copy["profile.json"][0]["name"] == "Ada Lovelace"
    sent = copy["submissions.json"][0]
    assert (sent["version"], sent["answers"][0]["question"], sent["answers"][0]["answer"]) == (1, "Name", "Ada's answer")
    assert copy["log_ins.json"]
    assert copy["activity.json"]
    assert "submissions.json" in copy["README.txt"]


def test_it_holds_what_the_answers_were_before(app: Flask) -> None:
    ada = make_user()
    send(app, ada, "First")
    with saving() as session:
        sent = session.scalars(select(Submission)).one()
        changed = dict.fromkeys(sent.answers, "Second")
        more = SubmissionRevision(submission_id=sent.id, revision=2, version_id=sent.version_id, answers=changed, by=ada.id)
        sent.answers, sent.revision = changed, 2
        session.add(more)
    told = copy_of(app, ada)["submissions.json"][0]
    assert told["answers"][0]["answer"] == "Second"
    assert [(one["revision"], one["version"], one["answers"][0]["answer"]) for one in told["earlier"]] == [(1, 1, "First")]


def test_it_holds_nothing_of_anybody_else(app: Flask) -> None:
    ada, eve = make_user(name="Ada"), make_user(name="Evelyn")
    send(app, eve, "A secret of hers")
    assert "A secret of hers" not in (told := str(copy_of(app, ada)))
    assert "Evelyn" not in told


def test_it_holds_no_secret(app: Flask) -> None:
    ada = make_user()
    give_app(ada)
    sign_in(Browser(app), ada)
    token = give_token(ada)
    told = str(copy_of(app, ada))
    secrets = [*found(select(LoginSession.token_hash)), *found(select(User.password_hash)), token, PASSWORD]
    assert not [one for one in secrets if one in told]
    assert repr(only(select(Totp.secret))) not in told
    assert "scrypt" not in told


def test_identities_and_passkeys_are_in_it_without_their_keys(app: Flask) -> None:
    ada = make_user()
    key = {"attested": b"key", "sign_count": 0, "is_backup_eligible": False, "is_complete": True}
    with saving() as session:
        session.add(Identity(user_id=ada.id, issuer="https://id.example.org", subject="17", label="Town hall"))
        session.add(Passkey(user_id=ada.id, number=1, credential_id=b"1", name="Blue key", **key))
    copy = copy_of(app, ada)
    assert copy["identities.json"][0]["subject"] == "17"
    assert copy["passkeys.json"][0]["name"] == "Blue key"
    assert not {"attested", "credential_id", "sign_count"} & set(copy["passkeys.json"][0])


def test_messages_are_in_it_and_notes_among_staff_are_not(app: Flask) -> None:
    ada, jon = make_user(), make_user("staff")
    send(app, ada, "Answer")
    with saving() as session:
        number = session.scalars(select(Submission.id)).one()
        session.add(Comment(submission_id=number, by=jon.id, is_internal=True, text="He is difficult."))
        session.add(Comment(submission_id=number, by=jon.id, is_internal=False, text="Bring your card."))
    copy = copy_of(app, ada)
    assert [one["text"] for one in copy["submissions.json"][0]["messages"]] == ["Bring your card."]
    assert "difficult" not in str(copy)


def test_a_draft_is_in_it(app: Flask) -> None:
    ada = make_user()
    form = make_form()
    sign_in(Browser(app), ada).open(f"/forms/{form.slug}").press("Start now").fill({"Name": "Half"}).press("Continue")
    assert copy_of(app, ada)["drafts.json"][0]["answers"][0]["answer"] == "Half"


def test_more_than_one_slice_is_in_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.models.own_data.SLICE", 2)
    ada = make_user()
    for _ in range(5):
        sign_in(Browser(app), ada)
    assert len(copy_of(app, ada)["log_ins.json"]) == 5


def test_its_file_is_nobody_elses_on_this_machine(app: Flask) -> None:
    ask(make_user())
    make()
    path = next(folder(app).iterdir())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_its_person_is_told(app: Flask) -> None:
    ada = make_user()
    ask(ada)
    make()
    assert subjects(ada.email) == ["Your data is ready"]


def test_there_is_one_at_a_time(app: Flask) -> None:
    ada = make_user()
    assert ask(ada)
    assert not ask(ada)
    make()
    assert not ask(ada)
    assert count(DataExport) == 1


def test_a_day_later_it_is_removed_and_another_can_be_asked_for(app: Flask, clock: Clock) -> None:
    ada = make_user()
    ask(ada)
    make()
    clock.move(hours=24)
    with own_context():
        assert exporting.remove_old_exports() == 1
    assert (list(folder(app).iterdir()), count(DataExport)) == ([], 0)
    assert ask(ada)


def test_before_that_it_stays(app: Flask, clock: Clock) -> None:
    ask(make_user())
    make()
    clock.move(hours=23)
    with own_context():
        assert exporting.remove_old_exports() == 0
    assert len(list(folder(app).iterdir())) == 1


def test_a_copy_of_somebody_erased_meanwhile_is_removed(app: Flask, clock: Clock) -> None:
    ask(make_user())
    make()
    with saving() as session:
        session.delete(session.scalars(select(DataExport)).one())
    clock.move(hours=2)
    with own_context():
        assert exporting.remove_old_exports() == 1


def test_what_goes_wrong_is_tried_three_times_and_then_told(app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(exporting, "parts_of", fail)
    ask(make_user())
    for _ in range(4):
        make()
        clock.move(minutes=2)
    assert only(select(DataExport.state)) == "failed"
    assert only(select(DataExport.attempts)) == 3
    assert list(folder(app).iterdir()) == []


def test_one_that_was_killed_is_made_by_the_next(app: Flask, clock: Clock) -> None:
    ask(make_user())
    number = only(select(DataExport.id))
    with own_context():
        claim_export(number)
    assert make() == 0
    clock.move(seconds=LEASE.total_seconds() + 1)
    assert make() == 1


def test_one_whose_lease_has_run_out_changes_nothing(app: Flask, clock: Clock) -> None:
    ask(make_user())
    number = only(select(DataExport.id))
    with own_context():
        slow = claim_export(number)
    clock.move(seconds=LEASE.total_seconds() + 1)
    make()
    kept = only(select(DataExport.file_name))
    with own_context():
        assert not note_made(slow, "another.zip", 1, "http://localhost/account/data")
    assert only(select(DataExport.file_name)) == kept


def test_two_workers_make_it_once(app: Flask) -> None:
    ada = make_user()
    ask(ada)
    outcomes = together(*[lambda: exporting.make_exports("one", lambda: False)] * 2)
    assert sorted(outcomes) == [0, 1]
    assert subjects(ada.email) == ["Your data is ready"]
    assert len(list(folder(app).iterdir())) == 1


def test_nothing_is_left_for_somebody_who_has_left(app: Flask) -> None:
    ada = make_user()
    ask(ada)
    with saving():
        user = db.session.get_one(User, ada.id)
        user.status, user.suspended_reason = "suspended", "For a test."
    assert make() == 0
    assert list(folder(app).iterdir()) == []
