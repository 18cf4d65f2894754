"""Places in words: how many an option has left, while somebody chooses, and that there is none."""

from collections.abc import Iterable, Iterator, Mapping

from webapp.kinds.answer_field import AnswerField
from webapp.kinds.options import OptionsField
from webapp.languages import _, ngettext
from webapp.models.capacity import option_scope, places_left
from webapp.models.definition import Definition


def note_places(form_id: int, definition: Definition, fields: Iterable[AnswerField]) -> None:
    """Write beside the options of these fields how many places are left; `definition` is the one that counts them."""
    for field, left in counted(form_id, definition, fields):
        field.notes = {key: words(number) for key, number in left.items()}


def refuse_full(form_id: int, definition: Definition, fields: Iterable[AnswerField]) -> bool:
    """Put an error at each field whose answer chose what has no place left; whether there was one."""
    refused = False
    for field, left in counted(form_id, definition, fields):
        value = field.answer if field.answer is not None else ()
        picks = field.kind.picks(field.asked.uid, field.asked.settings, value) if value else ()
        full = next((key for uid, key in picks if left.get(key, 1) < 1), None)
        if full is not None:
            field.errors = [is_full(definition.offers[field.asked.uid, full])]
            refused = True
    return refused


def counted(
    form_id: int, definition: Definition, fields: Iterable[AnswerField]
) -> Iterator[tuple[OptionsField, Mapping[str, int]]]:
    """Each field that offers options with places, and key → places left. Asks the database only when there is one."""
    uids = {uid for uid, key in definition.places}
    choices = [field for field in fields if isinstance(field, OptionsField) and field.asked.uid in uids]
    left = places_left(form_id) if choices else {}
    for field in choices:
        scopes = {option.key: option_scope(form_id, field.asked.uid, option.key) for option in field.asked.settings["options"]}
        yield field, {key: left[scope] for key, scope in scopes.items() if scope in left}


def words(left: int) -> str:
    return ngettext("%(num)s place left", "%(num)s places left", left) if left > 0 else _("Full")


def is_full(option: str) -> str:
    return _("%(option)s is full. Choose another.", option=option)


def now_full(option: str) -> str:
    """For somebody who had chosen it while there was a place."""
    return _("%(option)s is now full. Choose another.", option=option)
