"""Places in words: how many an option has left, while somebody chooses, and that there is none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from webapp.kinds.answer_field import AnswerField
from webapp.kinds.options import OptionsField
from webapp.languages import _, ngettext
from webapp.models.capacity import Pick, Standing, option_of, option_scope, scopes_of, standing
from webapp.models.definition import Definition


def note_places(form_id: int, definition: Definition, fields: Iterable[AnswerField], held: Iterable[Pick] = ()) -> None:
    """Write beside the options of these fields how many places are left; `definition` is the one that counts them.

    `held`: what somebody who changes their answers has taken already, and may keep."""
    for field, left in counted(form_id, definition, fields, held):
        field.notes = {key: words(found, definition) for key, found in left.items()}


def refuse_full(form_id: int, definition: Definition, fields: Iterable[AnswerField], held: Iterable[Pick] = ()) -> bool:
    """Put an error at each field whose answer chose what has no place left and no line; whether there was one."""
    refused = False
    if definition.settings.waiting:
        return refused
    for field, left in counted(form_id, definition, fields, held):
        value = field.answer if field.answer is not None else ()
        picks = field.kind.picks(field.asked.uid, field.asked.settings, value) if value else ()
        full = next((key for uid, key in picks if key in left and left[key].left < 1), None)
        if full is not None:
            field.refuse(is_full(definition.option_label((field.asked.uid, full), field.asked.locale)))
            refused = True
    return refused


def counted(
    form_id: int, definition: Definition, fields: Iterable[AnswerField], held: Iterable[Pick]
) -> Iterator[tuple[OptionsField, Mapping[str, Standing]]]:
    """Each field that offers options with places, and key → how they stand. Asks the database only when there is one."""
    uids = {uid for uid, key in definition.places}
    choices = [field for field in fields if isinstance(field, OptionsField) and field.asked.uid in uids]
    left = standing(form_id) if choices else {}
    for scope in (option_scope(form_id, *pick) for pick in held):
        left |= {scope: Standing(left[scope].left + 1, left[scope].waiting)} if scope in left else {}
    for field in choices:
        scopes = {option.key: option_scope(form_id, field.asked.uid, option.key) for option in field.asked.settings["options"]}
        yield field, {key: left[scope] for key, scope in scopes.items() if scope in left}


def words(found: Standing, definition: Definition) -> str:
    if found.left > 0:
        return ngettext("%(num)s place left", "%(num)s places left", found.left)
    if not definition.settings.waiting:
        return _("Full")
    return ngettext("Full, %(num)s person waiting", "Full, %(num)s people waiting", found.waiting)


def is_full(option: str) -> str:
    return _("%(option)s is full. Choose another.", option=option)


def now_full(scope: str, definition: Definition, locale: str) -> str:
    """For somebody who had chosen it while there was a place; without an option, the form as a whole."""
    option = option_of(scope)
    if option is None and definition.settings.waiting:
        return _("Nothing was sent: the last place has just been taken. You can send it and join the waiting list.")
    if option is None:
        return _("Nothing was sent: the last place has just been taken. Your answers are kept.")
    label = definition.option_label(option, locale)
    if definition.settings.waiting:
        return _("%(option)s is now full. Choose another, or go on to join the waiting list.", option=label)
    return _("%(option)s is now full. Choose another.", option=label)


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody would have to wait for, and the sentence about it."""

    scope: str
    sentence: str


def lines_ahead(
    form_id: int, definition: Definition, picks: Iterable[Pick], locale: str, held: Iterable[Pick] | None = None
) -> tuple[Line, ...]:
    """The lines in which an answer would stand if it were sent now; only the form's when that is full. `held`: what it
    has or waits for already, as a change of something that was sent."""
    mine = scopes_of(form_id, definition, held) if held is not None else {}
    wanted = scopes_of(form_id, definition, picks)
    scopes = {scope: number - mine.get(scope, 0) for scope, number in wanted.items() if number > mine.get(scope, 0)}
    known = standing(form_id) if scopes else {}
    full = [scope for scope, number in scopes.items() if scope in known and known[scope].left < number]
    if full and option_of(full[0]) is None:
        full = full[:1]
    return tuple(Line(scope, ahead(scope, known[scope].waiting, definition, locale)) for scope in full)


def ahead(scope: str, waiting: int, definition: Definition, locale: str) -> str:
    option = option_of(scope)
    if option is None:
        return ngettext(
            "Every place is taken. %(num)s person is on the waiting list before you.",
            "Every place is taken. %(num)s people are on the waiting list before you.",
            waiting,
        )
    return ngettext(
        "%(option)s is full. %(num)s person is on its waiting list before you.",
        "%(option)s is full. %(num)s people are on its waiting list before you.",
        waiting,
        option=definition.option_label(option, locale),
    )
