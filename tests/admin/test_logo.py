"""The logo: drawn anew, in every header under the name as its alternative, kept by browsers for ever, removed again."""

import io

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.files import bomb, photo, picture
from tests.support.filling import Upload
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only
from webapp.models.event import Event
from webapp.models.logo import LogoPicture
from webapp.models.setting import Setting


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga"))


def use(admin: Browser, content: bytes, name: str = "logo.png") -> Browser:
    return admin.open("/admin/logo").fill({"Picture": Upload(name, content)}).press("Use this picture")


def test_it_stands_in_every_header_with_the_name_as_its_alternative(admin: Browser, app: Flask) -> None:
    use(admin, photo((900, 600)), "logo.jpg")
    for page in ("/login", "/about"):
        image = next(iter(Browser(app).open(page).page.every("img")))
        assert (image.get("alt"), image.get("width")) == ("Lodge", "341")
    answer = Browser(app).send("GET", image.get("src", ""))
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/jpeg", "public, max-age=31536000, immutable")
    assert "Set-Cookie" not in answer.headers
    assert not Image.open(io.BytesIO(answer.data)).getexif()


def test_it_is_removed_and_set_back(admin: Browser, app: Flask) -> None:
    use(admin, picture())
    use(admin, picture())
    admin.press("Remove the logo")
    assert not list(Browser(app).open("/login").page.every("img"))
    admin.press("Set back to PNG, 40 × 20 pixels")
    assert list(admin.page.every("img"))
    assert found(select(Event.fields)) == [["logo"]] * 3


def test_heavy_picture_becomes_a_light_one(admin: Browser) -> None:
    noise = Image.effect_noise((700, 700), 90).convert("RGB")
    target = io.BytesIO()
    noise.save(target, "PNG")
    use(admin, target.getvalue())
    assert len(only(select(LogoPicture.content))) <= 60_000


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is of a type that is not taken here"),
        ("logo.png", b"<script>alert(1)</script>", "does not hold what its name says"),
        ("logo.png", bomb(), "too many pixels"),
        ("logo.png", picture()[:60], "cannot be read as a picture"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(admin: Browser, name: str, content: bytes, says: str) -> None:
    use(admin, content, name)
    assert (admin.status, says in admin.errors[0], count(Setting)) == (422, True, 0)


def test_nothing_chosen_is_said(admin: Browser) -> None:
    assert admin.open("/admin/logo").press("Use this picture").errors == ["Choose a picture."]
