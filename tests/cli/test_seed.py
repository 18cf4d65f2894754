"""`lodge seed`: believable people in any number, found by the search at once, and one line in the log."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only, own_context, saving
from webapp.cli import seed_submissions
from webapp.cli.seed_submissions import OUTING
from webapp.kinds import KINDS
from webapp.models.answering import Filling, answers_sha256
from webapp.models.event import Event
from webapp.models.event_chain import verify
from webapp.models.file import File
from webapp.models.form import Form
from webapp.models.submission import AnswerKey, FieldStat, Submission, SubmissionRevision, SubmissionText
from webapp.models.user import User, email_key, folded


def seed(app: Flask, *words: str) -> str:
    done = app.test_cli_runner().invoke(args=["seed", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_as_many_people_as_wanted_are_added(app: Flask) -> None:
    assert "120 people added." in seed(app, "--users", "120")
    assert count(User) == 120


def test_second_seeding_adds_to_the_first(app: Flask) -> None:
    seed(app, "--users", "50")
    seed(app, "--users", "20")
    assert count(User) == 70


def test_keys_are_those_that_the_model_would_make(app: Flask) -> None:
    seed(app, "--users", "300")
    for user in found(select(User)):
        made = (email_key(user.email), folded(user.name), f"{folded(user.name)} {folded(user.email)}")
        assert (user.email_key, user.name_key, user.search_key) == made


def test_nobody_has_a_password_and_nobody_is_an_owner(app: Flask) -> None:
    seed(app, "--users", "300")
    assert found(select(User).where((User.password_hash.is_not(None)) | (User.role == "owner"))) == []


def test_log_gets_one_line_for_all(app: Flask) -> None:
    seed(app, "--users", "30")
    assert only(select(Event.action)) == "users.seeded"


def test_seeded_people_are_found_by_the_search(app: Flask) -> None:
    seed(app, "--users", "200")
    person = found(select(User).where(User.status == "active").limit(1))[0]
    browser = sign_in(Browser(app), make_user("admin"))
    browser.open(f"/admin/users?q={person.email}")
    assert browser.has(person.name)


def test_indexes_are_back_after_seeding(app: Flask) -> None:
    names = "SELECT indexname FROM pg_indexes WHERE tablename = 'user'"
    with saving() as session:
        if session.get_bind().dialect.name == "sqlite":
            names = "SELECT name FROM sqlite_master WHERE tbl_name = 'user'"
        before = set(session.execute(text(names)).scalars())
    seed(app, "--users", "10")
    with saving() as session:
        assert set(session.execute(text(names)).scalars()) == before


def test_submissions_are_added_with_all_that_hangs_on_them(app: Flask) -> None:
    seed(app, "--users", "20", "--submissions", "30")
    assert (count(Submission), count(SubmissionRevision), count(SubmissionText)) == (30, 30, 30)
    # Of each of 27 a name and a week; of each of 3 outings a country, a title, a field of work and a day.
    assert count(AnswerKey) == 27 * 2 + 3 * 4
    assert sum(found(select(FieldStat.n))) >= 27 * 2


def test_every_kind_of_question_is_asked_and_answered_as_its_form_takes_it(app: Flask) -> None:
    seed(app, "--users", "20", "--submissions", "20")
    outing = found(select(Form).where(Form.title == "Outing (seeded)"))[0]
    sent = found(select(Submission).where(Submission.form_id == outing.id))
    assert {one.kind_name for one in OUTING.definition.every_question} == set(KINDS)
    assert len(sent) == 2
    for one in sent:
        filling = Filling(OUTING.definition, one.answers, today=one.submitted_at.date())
        assert (filling.check_all(), filling.to_send()) == ({}, one.answers)
    assert all(len(one.answers) == 25 for one in sent)


def test_seeded_files_are_there_to_be_downloaded(app: Flask) -> None:
    seed(app, "--users", "20", "--submissions", "10")
    reference = only(select(Submission.reference).where(Submission.form_id == select(func.max(Form.id)).scalar_subquery()))
    browser = sign_in(Browser(app), make_user("admin"))
    browser.open(f"/inbox/{reference}")
    letter = only(select(File.id).where(File.name == "letter.txt"))
    assert b"walk over my fields" in browser.send("GET", f"{browser.path}/files/{letter}").get_data()


def test_seeded_submission_verifies_by_its_digest(app: Flask) -> None:
    seed(app, "--users", "20", "--submissions", "5")
    assert all(one.answers_sha256 == answers_sha256(one.answers) for one in found(select(Submission)))


def test_form_goes_on_counting_after_seeding(app: Flask) -> None:
    seed(app, "--users", "20", "--submissions", "7")
    assert (sorted(found(select(Submission.serial))), only(select(Form.next_serial))) == (list(range(1, 8)), 8)


def test_lines_of_the_log_are_added_in_the_order_of_their_times_and_the_chain_holds(app: Flask) -> None:
    seed(app, "--users", "300", "--events", "60")
    assert found(select(Event.action).order_by(Event.id))[-1] == "users.seeded"
    moments = found(select(Event.at).order_by(Event.id))
    assert moments == sorted(moments)
    assert moments[-1] - moments[0] > timedelta(days=900)
    with own_context():
        assert verify() == (61, None)


def test_a_second_seeding_goes_on_where_the_log_ends(app: Flask) -> None:
    seed(app, "--users", "20", "--events", "10")
    seed(app, "--users", "0", "--events", "10")
    moments = found(select(Event.at).order_by(Event.id))
    assert (len(moments), moments) == (21, sorted(moments))
    with own_context():
        assert verify() == (21, None)


def test_seeded_lines_are_read_like_any_others(app: Flask) -> None:
    seed(app, "--users", "20", "--events", "40")
    browser = sign_in(Browser(app), make_user("admin"))
    assert browser.open("/admin/events?action=login_success").has("Logged in")


@pytest.mark.parametrize("what", ["--submissions", "--events"])
def test_somebody_must_be_there_to_do_something(app: Flask, what: str) -> None:
    done = app.test_cli_runner().invoke(args=["seed", "--users", "0", what, "1"])
    assert "Seed people first" in done.output


def test_a_reference_that_is_taken_is_drawn_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["AB3DE7FGB", "AB3DE7FGB", "CC3DE7FGB", "AB3DE7FGB", "DD3DE7FGB"])
    monkeypatch.setattr(seed_submissions, "new_reference", lambda: next(drawn))
    seed(app, "--users", "20", "--submissions", "2")
    seed(app, "--users", "0", "--submissions", "1")
    assert sorted(found(select(Submission.reference))) == ["AB3DE7FGB", "CC3DE7FGB", "DD3DE7FGB"]
