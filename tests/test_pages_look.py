"""Every page as somebody meets it: axe finds nothing, nothing scrolls sideways at 320 px, Tab walks in reading order."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, Request

from tests.screenshots.camera import Camera
from tests.screenshots.shots import BY_MAIL, SHOTS, Shot
from tests.screenshots.stage import Scene, set_mailing_scene, set_scene
from tests.support.chromium import LaunchedPage, axe
from tests.support.live import serve
from webapp.languages import PSEUDO

NARROWEST = {"width": 320, "height": 700}
WALKED = ("log-in", "home", "draft-page", "inbox", "inbox-submission", "users", "user", "builder-outline")
# Lists have a second page.
ROWS = 60
# Built of the same parts as a page that is looked at; `make screenshots` shows them too.
ALIKE = """
    about log-in-errors forgot-password link-no-longer-valid home-long-name home-newcomer form-continue draft-page
    draft-last-page draft-one-question draft-delete submissions-none account account-confirm inbox-one-form inbox-none
    logo mails legal-edit user-pending invitation invitation-revoke account-email sign-up-waiting
    jobs-none job-done job-cancel statistics-year
    users-found users-none saved-views user-suspended user-edit user-groups user-link group-new-errors setting outbox
    group-list-errors user-second-step-announced keep-second-step user-erase user-note-edit user-note-delete
    builder-page-new builder-import builder-move builder-condition builder-close builder-publish
    tour-hello tour-capitalize tour-escaping tour-addresses tour-wsgi tour-debugger tour-testing
""".split()  # noqa: SIM905
SPOKEN = [shot for shot in SHOTS if shot.name in WALKED]
LOOKED_AT = [shot for shot in SHOTS if shot.name not in ALIKE]

TOO_WIDE = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const isTooWide = (element) => {
    const box = element.getBoundingClientRect();
    return Math.max(box.right, box.left + element.scrollWidth) > innerWidth + 1;
  };
  const guilty = [...document.body.querySelectorAll("*")]
    .filter((element) => !element.closest(".table-box, pre, .visually-hidden") && isTooWide(element))
    .map((element) => `${element.tagName}: ${element.textContent.trim().slice(0, 40)}`);
  return guilty.length ? guilty : ["the whole page"];
}"""
# Where the focus is: whether it came later in the document than the last one, and whether one sees it.
STOP = """() => {
  const here = document.activeElement;
  if (here === document.body) return null;
  const before = window.lastStop;
  window.lastStop = here;
  const box = here.getBoundingClientRect();
  const look = getComputedStyle(here);
  return {
    name: here.tagName + " " + (here.textContent.trim() || here.name || "").slice(0, 40),
    isLater: !before || Boolean(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
    isSeen: box.width > 0 && box.height > 0 && look.outlineStyle !== "none",
  };
}"""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The scene of the screenshots, with fewer rows."""
    with serve(tmp_path_factory.mktemp("look") / "instance") as live:
        yield set_scene(live, ROWS)


@pytest.fixture(scope="module")
def cameras(chromium: ChromiumBrowser, scene: Scene) -> Iterator[dict[str, Camera]]:
    with Camera(chromium, scene, "light") as light, Camera(chromium, scene, "dark") as dark:
        yield {"light": light, "dark": dark}


@pytest.mark.parametrize("shot", LOOKED_AT, ids=lambda shot: shot.name)
def test_the_page_reads_for_everybody_and_never_scrolls_sideways(cameras: dict[str, Camera], shot: Shot) -> None:
    """Half of the pages are looked at in the dark, and narrow."""
    is_dark = LOOKED_AT.index(shot) % 2 == 1
    page = cameras["dark" if is_dark else "light"].show(shot, "narrow" if is_dark else "wide")
    found = axe(page)
    page.set_viewport_size(NARROWEST)
    assert found + page.evaluate(TOO_WIDE) == []


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A portal that runs from right to left."""
    with serve(tmp_path_factory.mktemp("look") / "mirrored", locale=PSEUDO, workers="1") as live:
        yield set_scene(live, ROWS)


@pytest.mark.parametrize("shot", SPOKEN, ids=lambda shot: shot.name)
def test_so_does_the_page_from_right_to_left(chromium: ChromiumBrowser, mirrored: Scene, shot: Shot) -> None:
    with Camera(chromium, mirrored, "light") as camera:
        page = camera.show(shot, "narrow")
        found = axe(page)
        page.set_viewport_size(NARROWEST)
        assert found + page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("language", ["de", "pl"])
@pytest.mark.parametrize("shot", SPOKEN, ids=lambda shot: shot.name)
def test_long_words_of_other_languages_find_their_place(
    chromium: ChromiumBrowser, scene: Scene, shot: Shot, language: str
) -> None:
    with Camera(chromium, scene, "light", language) as camera:
        page = camera.show(shot, "narrow")
        page.set_viewport_size(NARROWEST)
        assert (page.evaluate("document.documentElement.lang"), page.evaluate(TOO_WIDE)) == (language, [])


@pytest.fixture(scope="module")
def mailing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """A portal that sends mail, with nobody to take it."""
    with serve(tmp_path_factory.mktemp("look") / "mailing", smtp_url="smtp://127.0.0.1:9?tls=none", workers="1") as live:
        yield set_mailing_scene(live)


@pytest.mark.parametrize("shot", BY_MAIL, ids=lambda shot: shot.name)
def test_so_does_the_page_behind_a_mail(chromium: ChromiumBrowser, mailing: Scene, shot: Shot) -> None:
    with Camera(chromium, mailing, "dark" if BY_MAIL.index(shot) % 2 else "light") as camera:
        page = camera.show(shot, "narrow")
        found = axe(page)
        page.set_viewport_size(NARROWEST)
        assert found + page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("shot", [shot for shot in SHOTS if shot.name in WALKED], ids=lambda shot: shot.name)
def test_tab_walks_in_reading_order_and_is_seen(cameras: dict[str, Camera], shot: Shot) -> None:
    page = cameras["light"].show(shot, "wide")
    stops = list(walk(page))
    assert len(stops) > 4
    assert [stop["name"] for stop in stops if not (stop["isLater"] and stop["isSeen"])] == []


def walk(page: Page) -> Iterator[dict[str, object]]:
    """The stops of Tab, to the end of the page or to the fortieth."""
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return
        yield stop


def test_the_first_page_is_light_and_comes_from_here_alone(chromium: ChromiumBrowser, scene: Scene) -> None:
    asked: list[Request] = []
    with LaunchedPage(chromium, scene.live.url) as page:
        page.on("request", lambda request: asked.append(request))
        page.goto("/", wait_until="networkidle")
        size = sum(request.sizes()["responseBodySize"] for request in asked)
    assert {request.url.split("/")[2] for request in asked} == {scene.live.url.split("/")[2]}
    assert len(asked) <= 10
    assert size <= 100_000


def test_paper_is_white_whatever_the_screen_is(cameras: dict[str, Camera]) -> None:
    page = cameras["dark"].show(next(shot for shot in SHOTS if shot.name == "submission"), "wide")
    page.emulate_media(media="print")
    printed = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    page.emulate_media(media="screen")
    assert printed == "rgb(27, 35, 31)"


def test_the_measures_see_what_is_wrong(chromium: ChromiumBrowser) -> None:
    with LaunchedPage(chromium, "http://localhost", viewport=NARROWEST) as page:
        page.set_content(
            "<!doctype html><p>" + "x" * 400 + '</p><img src="data:,"><a href="/" tabindex="2">Later</a><a href="/">Back</a>'
        )
        assert page.evaluate(TOO_WIDE) == ["P: " + "x" * 40]
        assert any(found.startswith("image-alt") for found in axe(page))
        assert [stop["isLater"] for stop in walk(page)] == [True, True]
        page.set_content('<a href="/" tabindex="2">Second</a><a href="/" tabindex="1">First</a>')
        assert [stop["isLater"] for stop in walk(page)] == [True, False]


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}, {"width": 1280, "height": 900}], ids=["phone", "desk"])
def test_each_way_to_log_in_is_a_button_of_the_full_width(chromium: ChromiumBrowser, scene: Scene, viewport: dict) -> None:
    with LaunchedPage(chromium, scene.live.url, viewport=viewport) as page:
        page.goto("/login")
        page.get_by_role("button", name="Use a passkey").wait_for()
        ways = [one for one in page.locator("main form > .button, main .actions > .button").all() if one.is_visible()]
        full = page.get_by_label("Email").bounding_box()["width"]
        assert {round(one.bounding_box()["width"]) for one in ways} == {round(full)}
        assert len(ways) == 4
