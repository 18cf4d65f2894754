"""The banner: typed in the back office, read on every page by whom it is for, while it is on."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user, sign_in
from tests.support.settings import setting
from tests.support.stage import count, found, only
from webapp.models.event import Event, EventDetail
from webapp.models.setting import Setting

TEXT = "The office is **closed** on Friday. [Hours](https://example.org)"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga"))


def save(browser: Browser, **typed: str) -> Browser:
    return browser.open("/admin/banner").fill({"Text": TEXT} | typed).press("Save the banner")


def test_visitors_read_it_at_once_with_its_link_and_no_markup_of_the_authors(admin: Browser, app: Flask) -> None:
    save(admin, Text=TEXT + " <script>alert(1)</script>")
    visitor = Browser(app).open("/login")
    banner = next(one for one in visitor.page.every("section") if one.get("aria-label") == "Announcement")
    assert [one.get("href") for one in banner.iter("a")] == ["https://example.org"]
    assert list(banner.iter("script")) == []
    assert visitor.has("The office is closed on Friday.")


def test_one_for_staff_is_read_by_staff_alone(admin: Browser, app: Flask) -> None:
    save(admin, **{"Who reads it": "Everybody who works in the back office"})
    assert admin.open("/").has("closed on Friday")
    assert not sign_in(Browser(app), make_user()).open("/").has("closed on Friday")


def test_it_comes_and_goes_by_itself(admin: Browser, app: Flask, clock: Clock) -> None:
    setting(banner={"text": "Soon", "audience": "everyone", "from": "", "until": clock.now.isoformat()})
    assert not Browser(app).open("/").has("Soon")
    assert admin.open("/admin/banner").has("its time is over")


def test_each_change_is_an_event_with_old_and_new_and_can_be_set_back(admin: Browser, app: Flask) -> None:
    save(admin)
    save(admin)
    detail = only(select(EventDetail.content).join(Event, Event.id == EventDetail.event_id))
    assert (detail["old"]["text"], detail["new"]["text"]) == ("", TEXT)
    admin.open("/admin/banner").press("Set back")
    assert not Browser(app).open("/").has("closed on Friday")
    assert found(select(Event.action)) == ["setting.changed", "setting.changed"]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"Until": "soon"}, "Until must be a date and time such as 2026-12-01 09:00"),
        ({"From": "2026-12-02T09:00", "Until": "2026-12-02T09:00"}, "It must end after it begins."),
        ({"Text": "x" * 501}, "Use 500 characters or fewer"),
    ],
)
def test_what_does_not_fit_comes_back_as_typed(admin: Browser, typed: dict[str, str], error: str) -> None:
    save(admin, **typed)
    assert (admin.status, admin.errors, count(Setting)) == (422, [error], 0)
    assert all(admin.value(label) == value for label, value in typed.items())


def test_it_is_said_in_read_only_mode_too(admin: Browser) -> None:
    setting(mode="read_only")
    assert save(admin).has("Banner: saved.")
