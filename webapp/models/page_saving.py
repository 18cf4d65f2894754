"""Saving one page of a draft: what was typed and what of it holds, past whatever another tab does meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.database import writing
from webapp.models.agreeing import not_agreed_to
from webapp.models.answer_inputs import PageInputs
from webapp.models.answering import Filling
from webapp.models.definition import Page
from webapp.models.draft_merge import Clash, clash, merge, read_seen, seen
from webapp.models.open_draft import OpenDraft
from webapp.models.row_change import read_row_change

# Each try loses only to another save of the same draft, so this many never meet in practice.
TRIES = 20
# The button that nobody presses.
AUTOSAVE = "autosave"


class Gone(Exception):
    """The draft is not there any more: it was sent or deleted from another tab."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a page came to. With `clashes` nothing was kept: the person is asked first."""

    draft: OpenDraft
    inputs: PageInputs
    clashes: tuple[Clash, ...] = ()
    filling: Filling | None = None
    # What the page goes on showing when it saves itself: not what another page has said meanwhile.
    shown: str = ""


def save_page(draft: OpenDraft, page: Page, form: Any, *, is_done: bool = True) -> Saved:
    """Keep what was typed and the answers that hold, in one commit. Judging asks no database and takes no time; should it
    break, what was typed is kept all the same, and then the error goes on.

    `is_done`: the person says to be done with the page; otherwise it saves itself, or a button does something on it."""
    for _ in range(TRIES):
        inputs = draft.filling.inputs(page, form=form)
        inputs.ask_again(not_agreed_to(draft, form.get("_v", "")))
        shown = seen(inputs) if form.get("_do") == AUTOSAVE else ""
        clashes = merged_with_saved(draft, page, inputs, form)
        if clashes:
            return Saved(draft, inputs, clashes)
        filling, error = judged(draft, inputs, form.get("_do", "continue"), is_done)
        with writing():
            kept = draft.keep(page, inputs.raw, filling.answers if filling else None)
        if kept and error is not None:
            raise error
        if kept:
            return Saved(draft, inputs, filling=filling, shown=shown)
        draft = again(draft)
    raise Gone


def judged(draft: OpenDraft, inputs: PageInputs, wanted: str, is_done: bool) -> tuple[Filling | None, Exception | None]:
    """The draft's answers with those of this page that hold, or what went wrong when they were judged."""
    try:
        change_rows(inputs, wanted)
        return draft.filling.merged(inputs, is_done=is_done), None
    except Exception as error:
        return None, error


def change_rows(inputs: PageInputs, wanted: str) -> None:
    """What the button does to the rows of a group. Who goes on has no use any more for those removed before."""
    inputs.change_rows(read_row_change(wanted))
    if inputs.validate() and wanted == "continue":
        inputs.forget_removed()


def merged_with_saved(draft: OpenDraft, page: Page, inputs: PageInputs, form: Any) -> tuple[Clash, ...]:
    """When the page was opened before the draft was last saved: take over what it did not touch, name what both touched."""
    if form.get("_rev") == str(draft.rev) and not chosen(form):
        return ()
    saved = draft.filling.inputs(page).flat
    uids = merge(inputs, saved, read_seen(form.get("_seen", "")), chosen(form))
    return tuple(clash(inputs, uid, saved.get(uid, "")) for uid in uids)


def chosen(form: Any) -> Mapping[str, str]:
    """uid → mine or saved, from the radios of the page that asks."""
    return {name.removeprefix("_keep_"): form.get(name) for name in form if name.startswith("_keep_")}


def again(draft: OpenDraft) -> OpenDraft:
    """The draft as it is now. Raises Gone."""
    found = OpenDraft.find(draft.id, by=draft.by, locale=draft.locale)
    if found is None:
        raise Gone
    return found
