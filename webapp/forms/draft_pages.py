"""The pages of a draft as they are drawn: questions, two answers to choose from, check your answers, closed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from flask import render_template, request, url_for

from webapp.kinds.file import FileField
from webapp.kinds.group_rows import in_row, row_name
from webapp.kinds.options import ticked
from webapp.kinds.rows import control_name, rows_of
from webapp.kinds.wording import joined, quoted
from webapp.languages import _
from webapp.models.answer_inputs import PageInputs
from webapp.models.capacity import option_of
from webapp.models.conditions import fields_of
from webapp.models.definition import Page
from webapp.models.draft_merge import MINE, SAVED, Clash, seen
from webapp.models.open_draft import OpenDraft
from webapp.models.place_words import lines_ahead, note_places, now_full
from webapp.models.profile_offers import offers
from webapp.models.revising import changes_of
from webapp.models.scanning import scanning_in

NOT_AGAIN = frozenset({"csrf_token", "_rev", "_seen", "_do"})


def question_page(draft: OpenDraft, page: Page, inputs: PageInputs, action: str = "") -> str:
    """`action`: where the page is sent, unless to the address that shows it."""
    shown = inputs.shown
    note_places(draft.form_id, draft.newest, inputs.in_reach, draft.held)
    note_scanning(draft, inputs)
    seen_here = [field for field in shown if not field.kind.is_unseen]
    first = seen_here[0] if len(seen_here) == 1 else None
    is_single = first is not None and first.kind.is_typed and not page.text and first.control != "checkbox"
    filling = draft.filling
    return render_template(
        "forms/drafts/edit.html",
        draft=draft,
        page=page,
        inputs=inputs,
        shown=shown,
        drawn=inputs.on_page,
        followed=json.dumps(inputs.live_data) if inputs.followed else "",
        is_single=is_single,
        first=first,
        title=first.asked.label if first and is_single else filling.title_of(page) or draft.title,
        text=filling.words(page.text),
        progress=str(filling.progress(page)) if page in filling.pages and len(filling.pages) > 1 else "",
        seen=seen(inputs),
        offered=joined([quoted(field.asked.label) for field in shown if is_offered(draft, field.asked.uid)]),
        reasons=[(field.asked.label, why) for field in shown if (why := draft.reasons.get(field.asked.uid))],
        action=action or request.full_path.rstrip("?"),
        is_change=bool(action) or "change" in request.args,
    )


def note_scanning(draft: OpenDraft, inputs: PageInputs) -> None:
    """Tell fields with files which of them nobody has looked at yet."""
    with_files = [field for field in inputs.in_reach if field.takes_files and field.raw] if draft.definition.has_files else []
    scanning = scanning_in(draft.id) if with_files else frozenset()
    for field in cast("list[FileField]", with_files):
        field.scanning = scanning


def is_offered(draft: OpenDraft, uid: str) -> bool:
    """Whether what stands there is what the account knew, and nobody has sent it yet."""
    typed = draft.raw.get(uid) if uid not in draft.filling.answers else None
    return typed is not None and typed == offers(draft.definition, draft.by, draft.locale).get(uid)


def full_page(draft: OpenDraft, scope: str) -> tuple[str, int]:
    """409: the last place went to somebody else. Back on the question, where another option can be chosen."""
    option, sentence = option_of(scope), now_full(scope, draft.newest, draft.locale)
    page = draft.definition.page_of(option[0]) if option else None
    if option is None or page is None:
        return check_page(draft, told=sentence), 409
    inputs = draft.filling.inputs(page)
    chosen = [field for field in inputs.drawn if field.asked.uid == option[0] and option[1] in ticked(field.raw)]
    for field in chosen:
        field.refuse(sentence)
    at = chosen[0].name if chosen else option[0]
    action = url_for("forms.drafts.edit", draft_id=draft.id, page_uid=page.uid, change=1, at=at)
    return question_page(draft, page, inputs, action), 409


@dataclass(frozen=True, slots=True)
class Choice:
    """Two answers to one question, in the shape that the radios macro draws."""

    id: str
    label: Any
    options: list[dict[str, Any]]
    description: str = ""
    errors: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.id


def clash_page(draft: OpenDraft, page: Page, clashes: tuple[Clash, ...], form: Any) -> tuple[str, int]:
    """409: both answers to each question that two tabs have answered, and everything else as hidden fields."""
    pairs = [pair for pair in form.items(multi=True) if pair[0] not in NOT_AGAIN and not pair[0].startswith("_keep_")]
    return (
        render_template(
            "forms/drafts/clash.html",
            draft=draft,
            choices=[choice(one) for one in clashes],
            pairs=pairs,
            seen=seen(draft.filling.inputs(page)),
            wanted=form.get("_do", "continue"),
        ),
        409,
    )


def choice(one: Clash) -> Choice:
    mine = {"value": MINE, "label": _("Keep what you typed here: %(answer)s", answer=one.mine), "selected": True}
    saved = {
        "value": SAVED,
        "label": _("Keep what was saved from the other page: %(answer)s", answer=one.saved),
        "selected": False,
    }
    return Choice(f"_keep_{one.uid}", SimpleNamespace(text=one.question), [mine, saved])


def check_page(draft: OpenDraft, errors: Mapping[str, Mapping[str, str]] | None = None, told: str = "") -> str:
    """Everything that would be sent, with a way to change each answer. `told`: why it was not sent just now."""
    settings = draft.newest.settings
    lines = lines_ahead(draft.form_id, draft.newest, draft.filling.picks(), draft.locale, draft.held if draft.is_edit else None)
    return render_template(
        "forms/drafts/check.html",
        lines=lines,
        can_wait=bool(lines) and settings.waiting,
        draft=draft,
        pages=draft.filling.summary(errors or {}),
        button_text=draft.definition.words(settings.button, draft.locale) or _("Send"),
        declaration=draft.definition.words(settings.declaration, draft.locale),
        dropped=dropped(draft),
        wrong=[item for page in (errors or {}).values() for item in page.items()],
        told=told,
        changes=changes_of(draft),
    )


def closed_page(draft: OpenDraft) -> tuple[str, int]:
    """403: why no answer is taken any more, and a copy of those that were given."""
    return render_template("forms/drafts/closed.html", draft=draft, pages=draft.filling.summary()), 403


def dropped(draft: OpenDraft) -> list[str]:
    """A sentence for each answer that is kept in the draft and will not be sent, because it is not asked any more."""
    filling = draft.filling
    gone = [uid for uid, value in filling.answers.items() if value is not None and uid not in filling.relevant_answers]
    whole = [why_dropped(draft, uid) for uid in gone if draft.definition.question(uid)]
    return [*whole, *dropped_in_rows(draft)]


def dropped_in_rows(draft: OpenDraft) -> Iterator[str]:
    filling, asked = draft.filling, draft.filling.asked
    for group in (one for one in draft.definition.questions if one.is_group and one.uid in filling.relevant_answers):
        for number, row in enumerate(rows_of(filling.answers.get(group.uid)), 1):
            shown = filling.rows.get(control_name(group.uid, row.id), frozenset())
            gone = [inner.uid for inner in group.items if row.answers.get(inner.uid) is not None and inner.uid not in shown]
            yield from (in_row(row_name(asked[group.uid], number), why_dropped(draft, uid)) for uid in gone)


def why_dropped(draft: OpenDraft, uid: str) -> str:
    asked = draft.filling.asked
    shows = [one.show for one in (draft.definition.page_of(uid), draft.definition.question(uid)) if one and one.show]
    causes = dict.fromkeys(cause for show in shows for cause in fields_of(show))
    because = joined([quoted(asked[cause].label) for cause in causes if cause in asked])
    named = {"because": because, "question": quoted(asked[uid].label)}
    return _("Because of your answer to %(because)s, your answer to %(question)s will not be sent.", **named)
