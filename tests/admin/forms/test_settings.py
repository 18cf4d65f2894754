"""A form's settings."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.building import another, builder, draft, newest_form
from tests.support.forms import make_form
from tests.support.make import make_group
from tests.support.stage import found
from webapp.models.form_group import FormGroup


def saved(browser: Browser, **filled: object) -> dict:
    browser.fill({name.replace("_", " "): value for name, value in filled.items()}).press("Save the settings")
    assert browser.status == 200, browser.errors
    return dict(draft().definition.get("settings", {}))


def test_words_are_kept_in_the_forms_language(browser: Browser) -> None:
    builder(browser, "/settings")
    assert saved(browser, What_it_is_for="**Pottery**")["intro"] == {"en": "**Pottery**"}


def test_the_title_changes(browser: Browser) -> None:
    builder(browser, "/settings").fill({"Title": "Winter course"}).press("Save the settings")
    assert draft().definition["title"] == {"en": "Winter course"}
    assert newest_form().title == "Summer course"


def test_dates_stand_in_the_forms_own_zone(browser: Browser) -> None:
    builder(browser, "/settings")
    settings = saved(browser, Time_zone="Europe/Berlin", Opens_at="2027-01-01T09:00", Closes_at="2027-02-01 18:00")
    assert (settings["opens_at"], settings["closes_at"], settings["tz"]) == (
        "2027-01-01T09:00", "2027-02-01T18:00", "Europe/Berlin",
    )  # fmt: skip


def test_it_closes_after_it_opens(browser: Browser) -> None:
    builder(browser, "/settings").fill({"Opens at": "2027-02-01T09:00", "Closes at": "2027-01-01T09:00"})
    browser.press("Save the settings")
    assert (browser.status, browser.errors) == (422, ["It must close after it opens"])


def test_a_date_that_is_none_is_refused(browser: Browser) -> None:
    builder(browser, "/settings").fill({"Closes at": "soon"}).press("Save the settings")
    assert browser.errors == ["Closes at must be a date and time such as 2026-12-01 09:00"]


def test_a_quota_and_once_per_person(browser: Browser) -> None:
    builder(browser, "/settings")
    settings = saved(browser, Submissions_it_takes_in_all="30", Each_person_may_send_it="Once")
    assert (settings["quota"], settings["once"]) == (30, True)


def test_once_a_year_and_as_often_as_they_like(browser: Browser) -> None:
    builder(browser, "/settings")
    assert saved(browser, Each_person_may_send_it="Once a year")["once"] == "year"
    assert browser.value("Each person may send it") == "year"
    assert "once" not in saved(browser, Each_person_may_send_it="As often as they like")


def test_a_waiting_list(browser: Browser) -> None:
    builder(browser, "/settings")
    assert saved(browser, People_may_join_a_waiting_list=True)["waiting"] is True


def test_groups_fill_it_in_and_others_review_it_once_published(browser: Browser) -> None:
    parents, office = make_group("Parents"), make_group("Office")
    builder(browser, "/settings")
    saved(browser, Groups_that_may_fill_it_in=["Parents"], Groups_that_see_the_submissions=["Office"])
    browser.follow("Publish").press("Publish version 2")
    rows = {(row.part, row.group_id) for row in found(select(FormGroup))}
    assert rows == {("audience", parents.id), ("reviewers", office.id)}
    assert not newest_form().is_for_everyone


def test_an_address_of_another_form_is_refused(browser: Browser) -> None:
    make_form(title="Leave request")
    builder(browser, "/settings").fill({"Address": "leave-request"}).press("Save the settings")
    assert browser.errors == ["Another form already has that address. Enter a different one."]


def test_an_address_has_only_small_letters_digits_and_hyphens(browser: Browser) -> None:
    builder(browser, "/settings").fill({"Address": "Summer Course"}).press("Save the settings")
    assert browser.errors == ["Use small letters, digits and single hyphens: summer-course"]


def test_a_new_address_holds_once_it_is_published(browser: Browser) -> None:
    builder(browser, "/settings").fill({"Address": "holidays"}).press("Save the settings")
    assert newest_form().slug == "summer-course"
    browser.follow("Publish").press("Publish version 2")
    assert newest_form().slug == "holidays"


def test_saving_what_was_not_changed_makes_no_revision(browser: Browser) -> None:
    before = builder(browser, "/settings") and draft().rev
    saved(browser)
    rev = draft().rev
    saved(browser)
    assert draft().rev == rev <= before + 1


def test_two_people_who_change_the_settings_see_both_values(browser: Browser) -> None:
    builder(browser, "/settings")
    another(browser).fill({"Submissions it takes in all": "20"}).press("Save the settings")
    browser.fill({"Submissions it takes in all": "30"}).press("Save the settings")
    assert browser.status == 409
    assert browser.has("Submissions it takes in all 30 20")
