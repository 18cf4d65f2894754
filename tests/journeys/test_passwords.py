"""Somebody chooses a password: the rules stand there first, one is suggested, it can be looked at, and pasting is welcome."""

import re

from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import expect

from tests.journeys.stage import with_member
from tests.journeys.steps import fill, person, press, reads
from tests.support.live import Live


def test_a_passphrase_is_suggested_shown_hidden_and_pasted(chromium: ChromiumBrowser, live: Live) -> None:
    with_member(live)
    with person(chromium, live) as page:
        page.goto("/signup")
        reads(page, "At least 12 characters.")
        box = page.get_by_label("Password", exact=True)
        expect(box).to_have_attribute("type", "password")
        press(page, "Suggest a passphrase")
        expect(box).to_have_attribute("type", "text")
        assert re.fullmatch("([a-z]{4}-){4}[a-z]{4}", box.input_value())
        press(page, "Hide the password")
        expect(box).to_have_attribute("type", "password")
        fill(page, {"Name": "blue tall otter under the bridge"})
        for keys, where in (("Control+a", "Name"), ("Control+c", "Name"), ("Control+a", "Password"), ("Control+v", "Password")):
            page.get_by_label(where, exact=True).press(keys)
        assert box.input_value() == "blue tall otter under the bridge"
