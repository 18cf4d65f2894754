"""A page's questions as WTForms inputs, compiled once per version, page and language."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from wtforms import Form

from webapp.kinds.answer_field import AnswerField
from webapp.kinds.group_field import GroupField, RowFields
from webapp.kinds.rows import Row, rows_of
from webapp.models.asking import asked_questions, rephrase
from webapp.models.definition import Definition, Page, Question
from webapp.models.live_page import PageData, live
from webapp.models.relevance import asked_in_row, calculated, is_shown, relevance
from webapp.models.row_change import RowChange
from webapp.models.rule_breaks import broken_rules
from webapp.models.scope import Scope, widen, within, without

__all__ = ["PageInputs", "answer_inputs", "asked_questions"]

if TYPE_CHECKING:
    from webapp.models.answering import Filling


class PageInputs(Form):
    """What a person typed on one page. After `validate()`: `answers` holds the accepted values, null for blank ones.

    `raw` is everything as typed, fit to be kept before anything is judged. `saved` is what the draft holds of the page,
    as typed: rows of a group that a posted page does not have are taken from there.
    """

    def __init__(self, filling: "Filling", page: Page, form: Any, saved: Mapping[str, Any]) -> None:
        self.filling = filling
        self.page = page
        self.today: date = filling.today
        self.answers: dict[str, Any] = {}
        self.was_asked = frozenset(question.uid for question in page.items) & filling.uids
        self.followed = live(filling.definition, page.uid)
        self.asked_now = self.was_asked
        # What the browser showed while somebody answered says so: an unticked box alone sends nothing.
        self.shown_since = frozenset(form.getlist("_asked")) if self.followed and form is not None else frozenset()
        super().__init__(formdata=form, data={} if form is not None else saved)
        for group, field in self.groups:
            if form is not None:
                field.keep(saved.get(group.uid))
            field.begin()
            self._ask_rows(group, field)
        self.was_asked |= self.shown_since & {field.name for field in self.on_page}
        _show_computed(self.controls, filling.relevant_answers)
        self._repeat_answers(self.controls.values())

    def _repeat_answers(self, fields: Iterable[AnswerField]) -> None:
        for field in fields if self.filling.definition.has_pipes else ():
            rephrase(field, self.filling.asked[field.asked.uid])

    def _ask_rows(self, group: Question, field: GroupField) -> None:
        """Which questions the page shows, or had shown, in each row: by the answers that were accepted before."""
        accepted = {row.id: row.answers for row in rows_of(self.filling.relevant_answers.get(group.uid))}
        for row in field.rows:
            begun, computed = asked_in_row(group, {}, self.filling.definition, self.filling.scope)
            row.was_asked = row.asked_now = self.filling.rows.get(row.name) or begun
            row.followed = self.followed.shows & row.fields.keys()
            row.was_asked |= {uid for uid in row.followed if row.fields[uid].name in self.shown_since}
            _show_computed(row.fields, accepted.get(row.id, computed))
            self._repeat_answers(row.fields.values())

    @property
    def controls(self) -> Mapping[str, AnswerField]:
        """uid → bound field, guidance too. A group is one; what is asked in its rows is in `every`."""
        return cast("Mapping[str, AnswerField]", self._fields)

    @property
    def groups(self) -> Iterator[tuple[Question, GroupField]]:
        return ((one, cast(GroupField, self._fields[one.uid])) for one in self.page.items if one.is_group)

    @property
    def every(self) -> Mapping[str, AnswerField]:
        """Name → field: every question of the page, and every one of each row."""
        found: dict[str, AnswerField] = {}
        for name, field in self.controls.items():
            found[name] = field
            found |= {inner.name: inner for inner in field.fields} if isinstance(field, GroupField) else {}
        return found

    def control(self, name: str) -> AnswerField | None:
        """The field of a control, also in a row that was removed."""
        rows = (row for _group, field in self.groups for row in field.rows)
        inside = (inner for row in rows for inner in row.fields.values() if inner.name == name)
        return self.controls.get(name) or next(inside, None)

    def __iter__(self) -> Iterator[Any]:
        """For the error summary: in the order of the page."""
        return iter(self.every.values())

    @property
    def errors(self) -> dict[str, Any]:
        return {name: field.errors for name, field in self.every.items() if field.errors}

    @property
    def shown(self) -> list[AnswerField]:
        """The fields to draw, in order."""
        return [field for uid, field in self.controls.items() if uid in self.asked_now]

    @property
    def on_page(self) -> list[AnswerField]:
        """The fields that stand on the page: those shown, and those that the browser may show while somebody answers."""
        asks, shows = self.filling.asks, self.followed.shows
        may_show = {one.uid for one in self.page.items if one.uid in shows and asks(one)}
        return [field for uid, field in self.controls.items() if uid in self.asked_now or uid in may_show]

    @property
    def live_data(self) -> dict[str, Any]:
        """What the browser follows; empty where nothing hangs on the page's own answers."""
        if not self.followed:
            return {}
        filling = self.filling
        rows = {group.uid: {row.id: row.asked_now for row in field.standing} for group, field in self.groups}
        asked, scope = filling.asked, filling.scope
        return PageData(filling.definition, self.page, asked, scope, self.today, self.asked_now, rows).document()

    @property
    def has_files(self) -> bool:
        """Whether the page has to be sent in parts."""
        return any(field.takes_files for field in self.in_reach)

    @property
    def drawn(self) -> list[AnswerField]:
        """As `shown`, with those in the rows of groups."""
        return [*self.shown, *(one for row in rows_in(self.shown) for one in row.shown)]

    @property
    def in_reach(self) -> list[AnswerField]:
        """As `on_page`, with those in the rows of groups."""
        return [*self.on_page, *(one for row in rows_in(self.on_page) for one in row.on_page)]

    @property
    def raw(self) -> dict[str, Any]:
        """uid → as typed. A question that was on the page and sent nothing (an unticked box) was left blank: ""."""
        return {
            uid: field.typed if isinstance(field, GroupField) else "" if field.raw is None else field.raw
            for uid, field in self.controls.items()
            if field.kind.is_typed and (field.is_given or uid in self.was_asked)
        }

    @property
    def flat(self) -> dict[str, Any]:
        """Name → as typed, of single controls: of a group, those in its rows, also in rows that were removed."""
        found: dict[str, Any] = {}
        for uid, raw in self.raw.items():
            field = self.controls[uid]
            if isinstance(field, GroupField):
                found |= {f"{row.name}-{inner}": typed for row in field.rows for inner, typed in row.typed.items()}
            else:
                found[uid] = raw
        return found

    def change_rows(self, change: RowChange | None) -> bool:
        """Add, remove or bring back a row; False when there is nothing of that kind to do here."""
        for group, field in self.groups:
            if change is not None and change.group == group.uid and change.apply(field):
                field.begin()
                self._ask_rows(group, field)
                return True
        return False

    def anchor(self, change: RowChange) -> str | None:
        """Where on the page somebody goes on who has added or removed a row."""
        return next((change.anchor(field) for group, field in self.groups if group.uid == change.group), None)

    def ask_again(self, uids: frozenset[str]) -> None:
        """As if the page had not had these questions: what it says to them is nothing, not even that they were left blank."""
        self.was_asked -= uids
        rows = [row for _group, field in self.groups for row in field.rows]
        for row in rows:
            row.was_asked -= uids
        inside = [field for row in rows for field in row.fields.values()]
        for field in (*self.controls.values(), *inside):
            if field.asked.uid in uids:
                field.raw = None
                field.data = field.drawn()

    def forget_removed(self) -> None:
        """Once somebody goes on, what they have removed is gone for good."""
        for _group, field in self.groups:
            field.forget_removed()

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge question by question, each shown or not by the answers before it, those on this page included."""
        self.answers = {}
        asked_here = [question for question in self.page.items if self.filling.asks(question)]
        scope = without(self.filling.scope, asked_here)
        asked = set()
        for question in asked_here:
            if is_shown(question.show, self.filling.definition, scope):
                asked.add(question.uid)
                if question.is_group:
                    self._judge_rows(question, scope)
                else:
                    self._judge(question, scope)
                if question.uid in self.answers:
                    widen(scope, question, self.answers[question.uid])
        self.asked_now = frozenset(asked)
        if self.filling.definition.rules:
            self._keep_rules()
        return not self.errors

    def _judge(self, question: Question, scope: Scope) -> None:
        """One that an answer on this very page made relevant was not there yet: it is asked next, without error."""
        field = self.controls[question.uid]
        is_here = field.raw is not None or question.uid in self.was_asked
        self.answers |= judged(field, question, self.filling.definition, scope, self.today, is_here=is_here)

    def _judge_rows(self, group: Question, scope: Scope) -> None:
        """Rows are kept however many of their answers hold; what is not asked in a row keeps its answer, as on a page."""
        field = cast(GroupField, self.controls[group.uid])
        if group.uid not in self.was_asked and not field.is_given:
            return
        field.judge(self.today)
        before = self.filling.row_answers(group.uid)
        rows = [Row(row.id, self._judged(group, row, scope, before.get(row.id, {}))) for row in field.standing]
        self.answers[group.uid] = [row.document() for row in rows] or None

    def _judged(self, group: Question, row: RowFields, scope: Scope, before: Mapping[str, Any]) -> dict[str, Any]:
        """The answers of one row: each question looks at those before it in its row."""
        seen, asked = within(scope, group, {}), set()
        good: dict[str, Any] = {}
        for inner in group.items:
            if not is_shown(inner.show, self.filling.definition, seen):
                continue
            asked.add(inner.uid)
            # One just begun, or added by another page and not filled in yet: it is asked next, without error.
            field = row.fields[inner.uid]
            is_here = field.raw is not None or (row.is_posted and inner.uid in row.was_asked)
            good |= judged(field, inner, self.filling.definition, seen, self.today, is_here=is_here)
            seen |= good
        row.asked_now = frozenset(asked)
        return {uid: value for uid, value in before.items() if uid not in asked} | good

    def _keep_rules(self) -> None:
        filling, here = self.filling, {question.uid for question in self.page.items if self.filling.asks(question)}
        elsewhere = {uid: value for uid, value in filling.relevant_answers.items() if uid not in here}
        relevant = relevance(filling.definition, {**elsewhere, **self.answers})
        for name, sentence in broken_rules(filling.definition, relevant, filling.locale):
            field, (answers, uid) = self.every.get(name), self._place(name)
            if field is not None and uid in answers:
                field.refuse(sentence)
                del answers[uid]

    def _place(self, name: str) -> tuple[dict[str, Any], str]:
        """Where an accepted answer stands: (the answers of the page or of a row, its question)."""
        group, _dash, place = name.partition("-")
        row_id, _dash, uid = place.partition("-")
        if not place:
            return self.answers, name
        rows = (row["answers"] for row in self.answers.get(group) or () if row["id"] == row_id)
        return next(rows, {}), uid


def rows_in(fields: Iterable[AnswerField]) -> Iterator[RowFields]:
    return (row for field in fields if isinstance(field, GroupField) for row in field.standing)


def judged(
    field: AnswerField, question: Question, definition: Definition, scope: Scope, today: date, *, is_here: bool
) -> dict[str, Any]:
    """The accepted answer under its question; nothing when there is none. `is_here`: the page asked it."""
    if question.is_answered and not question.is_typed:
        field.answer = calculated(question, definition, scope)
        return {question.uid: field.answer}
    return {question.uid: field.answer} if question.is_typed and is_here and field.judge(today) else {}


def _show_computed(fields: Mapping[str, AnswerField], answers: Mapping[str, Any]) -> None:
    for uid, field in fields.items():
        if field.kind.is_answered and not field.kind.is_typed:
            field.answer = answers.get(uid)


@lru_cache(maxsize=512)
def answer_inputs(definition: Definition, page_uid: str, locale: str) -> type[PageInputs]:
    """The class of inputs of a page. Its control names are the questions' uids (`f_…`), never words of the author's:
    a WTForms field called `validate` would make the form accept everything."""
    page = definition.page(page_uid)
    asked = asked_questions(definition, locale)
    fields = {question.uid: question.kind.field(asked[question.uid]) for question in page.items} if page else {}
    return type("PageInputs", (PageInputs,), fields)
