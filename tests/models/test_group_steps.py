"""Whatever somebody presses, in whatever order, in two tabs: no answer in a row is lost, or found in another's."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.documents import defined, filling, item
from tests.models.rows import NAME, group, page
from webapp.models.answering import Filling
from webapp.models.draft_merge import merge, read_seen, seen
from webapp.models.page_saving import change_rows

FORM = defined([group(NAME, item("age", "number"), required=False, max=50)], [item("bus")])
VERBS = ("add", "remove", "restore", "continue", "back", "exit")
STEP = st.tuples(st.booleans(), st.sampled_from(VERBS), st.integers(0, 3), st.sampled_from(["", "7", "x"]))


class Tab:
    """A page as it was opened: the rows on it, what stands in them, and what it was drawn from."""

    def __init__(self, draft: Filling) -> None:
        inputs = draft.inputs(FORM.pages[0])
        field: Any = inputs.controls["f_kids"]
        self.seen, self.rev = seen(inputs), draft
        self.removed = [one.id for one in field.removed]
        self.new_id = field.new_id
        self.typed = {one.id: {uid[2:]: box.raw or "" for uid, box in one.fields.items()} for one in field.standing}

    def send(self, draft: Filling, wanted: str) -> Filling:
        inputs = draft.inputs(FORM.pages[0], page(*((name[2:], typed) for name, typed in self.typed.items())))
        if self.rev is not draft:
            saved = draft.inputs(FORM.pages[0]).flat
            merge(inputs, saved, read_seen(self.seen), {})
        change_rows(inputs, wanted)
        return draft.merged(inputs)

    def type(self, age: str) -> dict[str, dict[str, str]]:
        """Fill in every row, each with its own id for a name: an answer in another row would show. Gives what is new."""
        new = {}
        for row_id, boxes in self.typed.items():
            wanted = {"name": row_id, "age": age}
            new[row_id] = {uid: typed for uid, typed in wanted.items() if typed != boxes[uid]}
            boxes |= wanted
        return new

    def button(self, verb: str, place: int) -> tuple[str, str]:
        """(what the button says, the row that it is about)."""
        rows = [*self.typed] if verb == "remove" else self.removed
        about = self.new_id if verb == "add" else rows[place % len(rows)] if rows else "r_none"
        return (f"{verb}-row:f_kids:{about}" if verb in VERBS[:3] else verb), about


def expect(left: dict[str, dict[str, str]], tab: Tab, age: str, *, is_late: bool) -> None:
    """What must be there after this tab is sent: of a page that was opened earlier, only what was typed into it since."""
    for row_id, new in tab.type(age).items():
        if new or not is_late:
            left[row_id] = {**left.get(row_id, {} if is_late else tab.typed[row_id]), **new}


def check(draft: Filling, left: dict[str, dict[str, str]]) -> None:
    there = {one["id"]: one["answers"] for one in draft.raw["f_kids"] if not one.get("removed")}
    for row_id, boxes in left.items():
        assert {uid: there[row_id].get(f"f_{uid}", "") for uid in boxes} == boxes
    accepted = {one["id"]: one["answers"] for one in draft.answers["f_kids"] or ()}
    assert accepted.keys() == there.keys()
    assert all(answers.get("f_name", row_id) == row_id for row_id, answers in accepted.items())


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=12))
def test_no_order_of_buttons_loses_or_mixes_up_an_answer(steps: list[tuple[bool, str, int, str]]) -> None:
    draft, left = filling(FORM), dict[str, dict[str, str]]()
    late = Tab(draft)
    for is_late, verb, place, age in steps:
        tab = late if is_late else Tab(draft)
        expect(left, tab, age, is_late=is_late)
        button, about = tab.button(verb, place)
        draft = tab.send(draft, button)
        if verb == "remove":
            left.pop(about, None)
        late = Tab(draft) if is_late else late
        check(draft, left)
