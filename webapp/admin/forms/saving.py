"""What every page of the builder does: find the form and its draft, save one edit, answer when somebody was first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select

from webapp.access.kept import typed_pairs
from webapp.database import read, writing
from webapp.extensions import db
from webapp.inputs import whole_number
from webapp.languages import _
from webapp.models.condition_words import sentence
from webapp.models.conditions import condition_of
from webapp.models.definition import Definition, Malformed, Page, Question
from webapp.models.document_items import every_item
from webapp.models.edit_words import edit_in_words
from webapp.models.form import Form
from webapp.models.form_draft import FormDraft, Stale
from webapp.models.outline import Document
from webapp.models.user import User

Row = dict[str, str]


@dataclass(frozen=True)
class Building:
    """A form being built, as a page of the builder sees it."""

    form: Form
    draft: FormDraft
    definition: Definition

    @property
    def base(self) -> str:
        """The address that every page of this form's builder begins with."""
        return url_for("admin.forms.outline.show", form_id=self.form.id)

    @property
    def language(self) -> str:
        return self.definition.settings.language

    def words(self, words: Any) -> str:
        return self.definition.words(words, self.language)

    def called(self, uid: str) -> str:
        """How the builder names a question or a page: its own words, else where it stands."""
        question, page = self.definition.question(uid), self.definition.page(uid)
        if question is not None:
            return self.words(question.label) or str(question.kind.title)
        if page is not None:
            return self.words(page.title) or _("Page %(number)s", number=self.definition.pages.index(page) + 1)
        return uid

    def conditions(self) -> list[tuple[str, Document]]:
        """(uid, condition of the document) of every page and question that has one, in order."""
        pages = self.definition.document.get("pages", ())
        parts = [part for page in pages for part in (page, *every_item({"pages": [page]}))]
        return [(part["uid"], part["show"]) for part in parts if part.get("show")]

    def sentence(self, show: Document) -> str:
        """A condition as what follows "Shown if"."""
        return sentence(condition_of(show), self.definition, self.language)

    def holder(self, uid: str) -> Page | Question | None:
        """A page, or a group: what questions stand in."""
        question = self.definition.question(uid)
        return self.definition.page(uid) or (question if question is not None and question.is_group else None)

    def holder_of(self, uid: str) -> Page | Question | None:
        return self.definition.group_of(uid) or self.definition.page_of(uid)

    def question_or_404(self, uid: str) -> Question:
        return self.definition.question(uid) or abort(404)

    def page_or_404(self, uid: str) -> Page:
        return self.definition.page(uid) or abort(404)


def building(form_id: int) -> Building:
    form = db.get_or_404(Form, form_id)
    draft = form.draft
    return Building(form, draft, draft.parsed)


def seen_rev() -> int:
    """The revision that the page showed."""
    rev = request.form.get("rev", type=whole_number)
    return abort(400) if rev is None else rev


def save(form_id: int, edit: Callable[[Document], Document], what: str, about: str = "") -> FormDraft:
    """One edit of the draft by this person; see `Form.edit_draft`."""
    with writing():
        form = db.session.get_one(Form, form_id)
        return form.edit_draft(edit, by=current_user, rev=seen_rev(), what=what, about=about)


def changed_meanwhile(stale: Stale, rows: Sequence[Row] = ()) -> tuple[str, int]:
    """409: what others did, what was about to be done, both values where there are two; nothing typed is lost."""
    form = db.session.get_one(Form, stale.draft.form_id)
    changes = stale.draft.changed_since(request.form.get("rev", 0, type=whole_number))
    people = read(select(User.id, User.name).where(User.id.in_({change.by for change in changes})))
    names = {person.id: person.name for person in people}
    pairs = [pair for pair in typed_pairs() if pair[0] != "rev"]
    others = [({"what": edit_in_words(one.what), "at": one.at}, names.get(one.by, _("the command line"))) for one in changes]
    body = render_template(
        "errors/form_changed.html",
        form=form,
        rev=stale.draft.rev,
        changes=others,
        rows=rows,
        pairs=pairs,
        action=request.full_path.rstrip("?"),
    )
    return body, 409


def no_definition(wrong: Malformed) -> tuple[str, int]:
    """An edit that leads to what no form can be: too many questions, most likely."""
    advice = [sentence for _path, sentence in wrong.problems]
    happened = _("The form cannot be changed that way. Nothing was saved.")
    return render_template("errors/error.html", title=_("That does not fit"), happened=happened, advice=advice), 422
