"""Forms with good defaults: `make_form(question("text", "Name"))` is published and open to everybody."""

import itertools
from collections.abc import Mapping
from typing import Any

from tests.support.stage import saving
from webapp.extensions import db
from webapp.models.definition import Definition
from webapp.models.form import Form
from webapp.models.person import Person

_numbers = itertools.count(1)


def question(kind: str, label: str, uid: str = "", **settings: Any) -> dict[str, Any]:
    """A required question; its uid is made from the label."""
    uid = uid or "f_" + "".join(sign for sign in label.lower() if sign.isalnum())[:12]
    return {"uid": uid, "kind": kind, "label": {"en": label}, "required": True, **settings}


def option(label: str) -> dict[str, Any]:
    return {"key": f"o_{label.lower()}", "label": {"en": label}}


def page(*items: Mapping[str, Any], title: str = "", uid: str = "", show: Any = None) -> dict[str, Any]:
    uid = uid or f"p_{next(_numbers)}"
    return {"uid": uid, "title": {"en": title} if title else {}, "items": list(items), "show": show}


def document(*pages: Mapping[str, Any], title: str = "Summer course", **settings: Any) -> dict[str, Any]:
    """`rules` and `calc` beside the settings go to their place."""
    logic = {name: settings.pop(name) for name in ("rules", "calc") if name in settings}
    return {"schema": 1, "title": {"en": title}, "pages": list(pages), "settings": settings, **logic}


def make_form(*pages: Mapping[str, Any], title: str = "Summer course", **settings: Any) -> Form:
    """A published form; without pages it asks for one name."""
    pages = pages or (page(question("text", "Name")),)
    with saving():
        definition = Definition.parse(document(*pages, title=title, **settings))
        form = Form.create(by=Person.command_line(), definition=definition)
        form.publish(by=Person.command_line())
    return form


def republish(form: Form, *pages: Mapping[str, Any], **settings: Any) -> None:
    """The next version of a form."""
    with saving():
        found = db.session.get_one(Form, form.id)
        definition = Definition.parse(document(*pages, title=form.title, **settings))
        found.save_draft(definition, by=Person.command_line(), rev=found.draft.rev, what="Changed")
        found.publish(by=Person.command_line())


def moved(form: Form, act: str) -> None:
    """Pause, close, reopen or archive it."""
    with saving():
        getattr(db.session.get_one(Form, form.id), act)(by=Person.command_line())
