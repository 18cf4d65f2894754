"""The builder's stage: a form of two pages, three questions and one condition, opened by an admin."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.forms import make_form, option, page, question
from tests.support.make import make_user, sign_in
from tests.support.stage import only, saving
from webapp.models.definition import Definition
from webapp.models.form import Form
from webapp.models.form_draft import FormDraft
from webapp.models.form_version import FormVersion
from webapp.models.person import Person

NAME = question("text", "Child’s name", "f_name")
SWIMS = question("yes_no", "Swims?", "f_swims", required=False)
WORKSHOP = question("choice", "Workshop", "f_shop", options=[option("Pottery"), option("Chess")])
IF_SWIMMING = {"all": [{"f": "f_swims", "op": "eq", "v": True}]}


def make_course(**settings: Any) -> Form:
    return make_form(
        page(NAME, SWIMS, title="The child", uid="p_child"),
        page(WORKSHOP, title="The course", uid="p_course", show=IF_SWIMMING),
        **settings,
    )


def builder(browser: Browser, address: str = "", role: str = "admin") -> Browser:
    """This person on a page of the builder of a new course: `address` is what follows /admin/forms/<id>."""
    form = make_course()
    return sign_in(browser, make_user(role)).open(f"/admin/forms/{form.id}{address}")


def draft() -> FormDraft:
    """The draft of the newest form."""
    return only(select(FormDraft).order_by(FormDraft.form_id.desc()).limit(1))


def outline() -> list[tuple[str, list[str]]]:
    """The pages and their questions, by uid, as the draft has them."""
    return [(one["uid"], [item["uid"] for item in one.get("items", ())]) for one in draft().definition["pages"]]


def item(uid: str) -> dict[str, Any]:
    """A question of the draft."""
    found = [one for part in draft().definition["pages"] for one in part.get("items", ()) if one["uid"] == uid]
    return dict(found[0])


def newest_form() -> Form:
    return only(select(Form).order_by(Form.id.desc()).limit(1))


def newest_version() -> FormVersion:
    return only(select(FormVersion).order_by(FormVersion.id.desc()).limit(1))


def rebuild(document: Mapping[str, Any]) -> Form:
    """Make the newest form's draft this document."""
    form = newest_form()
    with saving() as session:
        found = session.get_one(Form, form.id)
        definition = Definition.parse(document)
        found.save_draft(definition, by=Person.command_line(), rev=found.draft.rev, what="Rebuilt")
    return form


def another(browser: Browser) -> Browser:
    """A second window of the same person, on the same page."""
    window = Browser(browser.client.application)
    window.client = browser.client
    return window.open(browser.path)
