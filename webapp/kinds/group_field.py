"""The WTForms field of a repeatable group: for each row a field for each of its questions, each with a name of its own."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Self, cast

from wtforms.utils import unset_value

from webapp.kinds.answer_field import AnswerField
from webapp.kinds.group_rows import Part, called, counted, least_rows, most_rows, one_more, parts, row_name
from webapp.kinds.rows import MOST_KEPT, Document, Row, control_name, first_row_ids, is_row_id, new_row_id, rows_of
from webapp.kinds.wording import quoted
from webapp.kinds.wrong import Wrong
from webapp.languages import _, ngettext

if TYPE_CHECKING:
    from webapp.kinds.kind import Asked, Kind


class RowFields:
    """One row: its questions' fields by uid. `asked_now` are those to draw; `was_asked` those that the page had drawn;
    `followed` those that the browser shows and hides."""

    def __init__(self, group: "GroupField", row: Row, form: Any = None, *, is_posted: bool = False) -> None:
        self.group, self.id, self.is_removed = group, row.id, row.is_removed
        self.before = row.answers
        self.is_posted = is_posted
        # What the draft says of it, when a page was sent: that it is there, that it was removed.
        self.is_saved = self.was_removed = False
        self.was_asked: frozenset[str] = frozenset()
        self.asked_now: frozenset[str] = frozenset()
        self.followed: frozenset[str] = frozenset()
        self.fields = {part.asked.uid: self._bound(part, form) for part in parts(group.asked)}

    def _bound(self, part: Part, form: Any) -> AnswerField:
        name = control_name(self.group.name, self.id, part.asked.uid)
        field: AnswerField = part.kind.field(part.asked).bind(form=cast(Any, None), name=name, _meta=self.group.meta)
        field.row = self
        if form is not None:
            field.process(form)
        else:
            field.process(None, self.before.get(part.asked.uid, unset_value))
        return field

    def keep(self, saved: Row) -> Self:
        """What the draft holds of this row beside what the page sent. One that was removed comes back when the page says
        something else about it: whoever types into a row wants it."""
        self.before, self.was_removed = saved.answers, saved.is_removed
        self.is_removed = saved.is_removed and self.typed == saved.answers
        for uid, field in self.fields.items():
            if field.raw is None and not self.is_posted and uid in saved.answers:
                field.process(None, saved.answers[uid])
        return self

    @property
    def name(self) -> str:
        return control_name(self.group.name, self.id)

    @property
    def first_id(self) -> str:
        """Where somebody begins to fill it in."""
        return next((field.error_id for field in self.shown if field.kind.is_answered), self.name)

    @property
    def title(self) -> str:
        """ "Child 2"; one that was removed has no number any more."""
        standing = [row.id for row in self.group.standing]
        if self.id in standing:
            return row_name(self.group.asked, standing.index(self.id) + 1)
        return called(self.group.asked) or _("Entry")

    @property
    def said(self) -> str:
        """What tells it from the others once it is removed: the first line that was typed into it."""
        typed = (field.raw for field in self.fields.values())
        return next((text.strip()[:60] for text in typed if isinstance(text, str) and text.strip()), "")

    @property
    def shown(self) -> list[AnswerField]:
        return [field for uid, field in self.fields.items() if uid in self.asked_now]

    @property
    def on_page(self) -> list[AnswerField]:
        """Those that stand on the page: shown, or waiting there for the browser to show them."""
        return [field for uid, field in self.fields.items() if uid in self.asked_now | self.followed]

    @property
    def typed(self) -> dict[str, Any]:
        """uid → as typed: what the page sent, over what was typed before into what the page did not show."""
        sent = {
            uid: "" if field.raw is None else field.raw
            for uid, field in self.fields.items()
            if field.kind.is_typed and (field.raw is not None or (self.is_posted and uid in self.was_asked))
        }
        return {**self.before, **sent}


class GroupField(AnswerField):
    """`rows` are all that the draft holds, `standing` those that were not removed.

    A row comes with the page that names it and goes only when somebody presses "Remove": what a page does not name stays.
    """

    def __init__(self, kind: "Kind", asked: "Asked", **options: Any) -> None:
        self.rows: list[RowFields] = []
        self.unreadable = False
        super().__init__(kind, asked, **options)
        self.new_id = new_row_id()

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Sequence[Any] | None = None) -> None:
        self.errors = []
        if formdata is None:
            self.rows = [RowFields(self, row) for row in rows_of(data)]
            return
        named = frozenset(formdata.getlist(f"{self.name}-row"))
        found = dict.fromkeys((*formdata.getlist(f"{self.name}-row"), *self._unnamed(formdata)))
        good = [row_id for row_id in found if is_row_id(row_id)][:MOST_KEPT]
        self.unreadable = len(good) < len(found)
        self.rows = [RowFields(self, Row(row_id, {}), formdata, is_posted=row_id in named) for row_id in good]

    def _unnamed(self, formdata: Any) -> Iterator[str]:
        """Rows of which there are answers without a page naming them, such as files of a row that was removed. What is
        not among those answers was not left blank."""
        control = re.compile(rf"{re.escape(self.name)}-(.+?)-f_.*", re.DOTALL)
        return (found[1] for name in formdata if (found := control.fullmatch(name)))

    def keep(self, saved: Any) -> None:
        """After a page was posted: what the draft holds of rows, and of questions, that the page did not have."""
        posted = {row.id: row for row in self.rows}
        rows = []
        for row in rows_of(saved):
            mine = posted.pop(row.id, None)
            rows.append(mine.keep(row) if mine else RowFields(self, row))
            rows[-1].is_saved = True
        new = list(posted.values())
        # However many pages come, each with rows of its own: there are no more than are kept.
        room = max(0, MOST_KEPT - len(rows))
        self.unreadable = self.unreadable or len(new) > room
        self.rows = [*rows, *new[:room]]

    def begin(self) -> None:
        """A group that must have rows, and has none, begins with as many as it must have."""
        missing = 0 if self.standing else least_rows(self.asked)
        known = {row.id for row in self.rows}
        free = (row_id for row_id in first_row_ids() if row_id not in known)
        self.rows += [RowFields(self, Row(next(free), {})) for _place in range(missing)]

    @property
    def is_given(self) -> bool:
        return any(row.is_posted or row.typed for row in self.rows)

    @property
    def standing(self) -> list[RowFields]:
        return [row for row in self.rows if not row.is_removed]

    @property
    def removed(self) -> list[RowFields]:
        return [row for row in self.rows if row.is_removed]

    def row_of(self, row_id: str) -> RowFields | None:
        return next((row for row in self.rows if row.id == row_id), None)

    @property
    def fields(self) -> Iterator[AnswerField]:
        """Every field of every row that stands."""
        return (field for row in self.standing for field in row.fields.values())

    @property
    def typed(self) -> list[Document]:
        """All rows as typed, to be kept in the draft."""
        return [Row(row.id, row.typed, row.is_removed).document() for row in self.rows]

    def add(self, row_id: str) -> bool:
        """A blank row at the end. Once, however often the same button is pressed; False when it would be one too many."""
        if self.row_of(row_id) is not None:
            return True
        if not is_row_id(row_id) or len(self.standing) >= most_rows(self.asked):
            return False
        if len(self.rows) >= MOST_KEPT:
            self.forget_removed()
        self.rows.append(RowFields(self, Row(row_id, {})))
        return True

    def remove(self, row_id: str, is_removed: bool = True) -> bool:
        """Take a row out, or bring it back; False when there is none of this id."""
        row = self.row_of(row_id)
        if row is None:
            return False
        row.is_removed = is_removed
        return True

    def forget_removed(self) -> None:
        self.rows = self.standing

    @property
    def can_add(self) -> bool:
        return len(self.standing) < most_rows(self.asked)

    @property
    def add_words(self) -> str:
        """What stands on the button: "Add child", "Add another child"."""
        if not called(self.asked):
            return _("Add another") if self.standing else _("Add the first")
        word = one_more(self.asked)
        return _("Add another %(row)s", row=word) if self.standing else _("Add %(row)s", row=word)

    @property
    def full_words(self) -> str:
        """Why there is no such button."""
        most = most_rows(self.asked)
        return ngettext("You can add %(num)s at the most.", "You can add %(num)s at the most.", most)

    def judge(self, today: date) -> bool:
        """How many rows there are, and whether all could be read; the questions in them are judged one by one."""
        self.errors = []
        try:
            counted(self.asked, len(self.standing))
        except Wrong as wrong:
            self.errors = [wrong.sentence]
        if self.unreadable:
            self.errors.append(
                _("A part of %(group)s could not be read. Check it, and add what is missing", group=quoted(self.asked.label))
            )
        return not self.errors
