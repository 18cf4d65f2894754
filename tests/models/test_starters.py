"""The forms to start from: each may be published as it is, says what it is for, and can be filled in to the end."""

import pytest

from tests.models.documents import TODAY
from tests.support.typical import filled_in
from webapp.models.answering import Filling
from webapp.models.definition_checks import before_publishing
from webapp.models.starters import FOLDER, STARTERS, started, starter

# Where the ordinary answers break a rule between them.
ORDINARY = {"f_leave": "2027-03-04", "f_amount": "40", "f_gives": "16"}
every_starter = pytest.mark.parametrize("name", STARTERS)


def test_each_document_in_the_folder_is_offered() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(STARTERS)


@every_starter
def test_nothing_stands_in_the_way_of_publishing_it(name: str) -> None:
    assert [problem.sentence for problem in before_publishing(started(name))] == []


@every_starter
def test_it_says_who_reads_it_how_long_it_is_kept_and_what_happens_next(name: str) -> None:
    settings = starter(name).settings
    assert all(words["en"] for words in (settings.intro, settings.privacy, settings.next_steps, settings.contact, settings.sent))
    assert settings.keep_days
    assert settings.minutes


@every_starter
def test_answers_about_people_are_marked(name: str) -> None:
    about_people = [one for one in starter(name).every_question if one.kind_name in {"person", "email", "phone", "address"}]
    assert about_people
    assert {one.pii for one in about_people} == {"personal"}


@every_starter
def test_each_copy_has_names_of_its_own(name: str) -> None:
    uids = [{one.uid for one in started(name).every_question} for _copy in range(2)]
    assert not uids[0] & uids[1]
    assert not uids[0] & {one.uid for one in starter(name).every_question}


@every_starter
def test_its_title_stays_unless_another_is_given(name: str) -> None:
    assert started(name).title == starter(name).title
    assert started(name, "Ours").title == {"en": "Ours"}


def broken(name: str, **changed: object) -> list[str]:
    """The sentences of the rules that do not hold once these accepted answers are put in."""
    whole = filled_in(starter(name), TODAY, **ORDINARY)
    after = Filling(starter(name), {**whole.answers, **changed}, today=TODAY)
    return [sentence for page in after.broken_rules().values() for sentence in page.values()]


@every_starter
def test_everything_in_it_can_be_answered(name: str) -> None:
    filling = filled_in(starter(name), TODAY, **ORDINARY)
    assert filling.check_all() == {}
    assert filling.first_incomplete() is None


def test_leave_cannot_end_before_it_starts() -> None:
    assert broken("leave", f_end="2027-03-01") == ["End date must be the same as or after the start date"]
    assert broken("leave", f_end="2027-03-02") == []


def test_the_length_of_a_leave_counts_its_first_and_its_last_day() -> None:
    assert filled_in(starter("leave"), TODAY, f_start="2027-03-01", f_end="2027-03-03").answers["f_length"] == "3"


def test_a_grant_adds_up_and_asks_for_no_more_than_the_costs() -> None:
    whole = filled_in(starter("grant"), TODAY, **ORDINARY)
    assert (whole.answers["f_total"], whole.answers["f_other"]) == ("40", "16")
    assert broken("grant", f_ask="24") == []
    assert broken("grant", f_ask="24.01")[0].startswith("The amount you ask for and the other money must together")


def test_a_grant_without_other_money_may_ask_for_all_its_costs() -> None:
    assert broken("grant", f_others=False, f_ask="40") == []
    assert broken("grant", f_others=False, f_ask="41")


def test_an_event_counts_the_people_and_has_places() -> None:
    whole = filled_in(starter("event"), TODAY, **ORDINARY)
    assert (whole.answers["f_count"], whole.answers["f_nights"]) == ("1", "2")
    assert starter("event").places[("f_shop", "o_a")] == 20
