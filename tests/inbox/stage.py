"""What came in: forms with reviewers, and submissions that members really sent."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.forms import make_form, page, question
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import found
from webapp.models.form import Form
from webapp.models.submission import Submission

NAME = page(question("text", "Your name", "f_name"), uid="p_name")


def make_reviewed_form(title: str, *people: Any, group: str = "Desk", **settings: Any) -> Form:
    """A form whose submissions the group `group` sees, with these people in it."""
    make_group(group, *people)
    return make_form(NAME, title=title, reviewers=[group], **settings)


def send(app: Flask, slug: str = "summer-course", name: str = "Ada", **person: Any) -> str:
    """A member fills the form in and sends it; returns the reference."""
    browser = sign_in(Browser(app), make_user(name=f"{name} Sender", **person))
    browser.open(f"/forms/{slug}").press("Start now")
    browser.fill({"Your name": name}).press("Continue").press("Send")
    return str(found(select(Submission).order_by(Submission.id.desc()))[0])


def staff(app: Flask, role: str = "staff", **values: Any) -> Browser:
    return sign_in(Browser(app), make_user(role, **values))
