"""Forms with good defaults: `make_form()` is published and open, one page with one question."""

from collections.abc import Sequence
from typing import Any

from tests.support.stage import saving
from webapp.models.definition import Definition
from webapp.models.form import Form
from webapp.models.form_group import create_groups, unknown_groups
from webapp.models.person import Person

Document = dict[str, Any]


def question(label: str = "Your question", kind: str = "text", uid: str = "", **settings: Any) -> Document:
    """One item of a page; `uid` is made from its label unless given."""
    uid = uid or "f_" + "".join(character for character in label.lower() if character.isascii() and character.isalnum())[:16]
    return {"uid": uid, "kind": kind, "label": {"en": label}, **settings}


def page(title: str, *items: Document, uid: str = "", **more: Any) -> Document:
    uid = uid or "p_" + "".join(character for character in title.lower() if character.isascii() and character.isalnum())[:16]
    return {"uid": uid, "title": {"en": title}, "items": list(items), **more}


def make_form(
    title: str = "Contact us",
    pages: Sequence[Document] = (),
    *,
    is_published: bool = True,
    settings: Document | None = None,
    by: Person | None = None,
) -> Form:
    """A form with these pages, published unless `is_published` is False; groups that it names are made."""
    pages = pages or [page("Your question", question())]
    document = {"schema": 1, "title": {"en": title}, "pages": list(pages), "settings": {"language": "en", **(settings or {})}}
    definition = Definition.parse(document)
    by = by or Person.command_line()
    with saving():
        create_groups(unknown_groups(definition.settings), by=by)
        form = Form.create(by=by, definition=definition)
        if is_published:
            form.publish(by=by)
    return form
