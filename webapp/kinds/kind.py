"""The base of all kinds of question: what a kind receives, what it answers, and the faces it has."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol, cast

from flask_babel.speaklater import LazyString
from wtforms import Form
from wtforms.fields.core import UnboundField

from webapp.kinds.answer_field import AnswerField
from webapp.kinds.cleaning import storable
from webapp.kinds.drawing import Drawing
from webapp.kinds.reading import Fields, Problems
from webapp.kinds.wrong import Wrong
from webapp.languages import _

Words = Mapping[str, str]
Pick = Callable[[Words], str]


class Asked(Protocol):
    """What a kind receives: a question in one language. `zone` is the time zone of its form."""

    @property
    def uid(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def hint(self) -> str: ...

    @property
    def called(self) -> str: ...

    @property
    def required(self) -> bool: ...

    @property
    def settings(self) -> Mapping[str, Any]: ...

    @property
    def locale(self) -> str: ...

    @property
    def language(self) -> str: ...

    @property
    def zone(self) -> str: ...


class MultiDict(Protocol):
    """What a posted form looks like: Werkzeug's MultiDict, or anything with these."""

    def getlist(self, key: str) -> list[str]: ...

    def __contains__(self, key: str) -> bool: ...

    def __iter__(self) -> Iterator[str]: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as data for a template: shape `text`, `lines`, `link` or `strokes` (one item each), `list` or `files`.

    Of files, `keys` are the ids.
    """

    shape: str
    items: tuple[str, ...]
    keys: tuple[str, ...] = ()


class Kind:
    """A kind of question. One instance, no state: everything about a question comes in as `asked`."""

    name: ClassVar[str]
    title: ClassVar[LazyString]
    description: ClassVar[LazyString]
    example: ClassVar[LazyString]
    settings_inputs: ClassVar[type[Form]]
    settings_fields: ClassVar[Fields] = {}
    worded: ClassVar[frozenset[str]] = frozenset()
    field_class: ClassVar[type[AnswerField]] = AnswerField
    # Whether it has a value, and whether people give it: what is computed has one that nobody types.
    is_answered: ClassVar[bool] = True
    takes_files: ClassVar[bool] = False
    is_typed: ClassVar[bool] = True
    # Whether only staff see its answer; an address may always fill it in.
    is_unseen: ClassVar[bool] = False

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        """What one setting demands of another; each alone was read before."""

    def from_line(self, text: str) -> Any:
        """What would be typed into the controls, out of one line: the value of a condition, a cell of a table."""
        return text

    def localised(self, settings: Mapping[str, Any], pick: Pick) -> dict[str, Any]:
        """The settings in one language: text instead of text by language."""
        return {name: pick(value) if name in self.worded else value for name, value in settings.items()}

    def field(self, asked: Asked) -> "UnboundField[AnswerField]":
        """The question as a WTForms field, to be put under its uid into a class of inputs."""
        # Outside a form, a field's class makes an unbound field.
        return cast("UnboundField[AnswerField]", self.field_class(self, asked, description=asked.hint))

    def control(self, asked: Asked) -> str:
        """The name of the component that draws the question."""
        return "text_input"

    def drawing(self, asked: Asked) -> Drawing:
        """What that component is told besides the field."""
        return Drawing()

    def most_controls(self, settings: Mapping[str, Any]) -> int:
        """How many values its controls send at most: a page is taken up to a bound."""
        return 1

    def typed(self, form: MultiDict, name: str) -> Any:
        """The answer as typed, ready to be kept in the draft; None when the page did not have the control."""
        return storable(form.getlist(name)[0]) if name in form else None

    def parse(self, asked: Asked, raw: Any, today: date) -> Any:
        """The accepted value of what was typed: None when left blank; raises `Wrong`."""
        raise Wrong(_("%(question)s cannot be answered", question=asked.label))

    def retype(self, asked: Asked, value: Any) -> Any:
        """What somebody would type to give this value: `parse(retype(value)) == value`."""
        return value

    def keys(self, asked: Asked, value: Any) -> tuple[str, ...]:
        """Order-preserving texts of at most 64 characters, for filter and sort."""
        return ()

    def comparable(self, value: Any) -> Any:
        """The value as conditions compare it."""
        return value

    def text(self, asked: Asked, value: Any) -> str:
        """The value as plain text, for mail and for reading aloud."""
        return str(value)

    def display(self, asked: Asked, value: Any) -> Shown:
        """The value as data for a template."""
        return Shown("text", (self.text(asked, value),))

    def places(self, uid: str, settings: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
        """(uid, option key, places) of each option that has only so many; a kind that holds questions names theirs."""
        yield from ()

    def offers(self, uid: str, settings: Mapping[str, Any]) -> Iterator[tuple[str, str, Words]]:
        """(uid, option key, label) of each option."""
        yield from ()

    def picks(self, uid: str, settings: Mapping[str, Any], value: Any) -> Iterator[tuple[str, str]]:
        """(uid, option key) of what an answer chose, once for each time that it was chosen."""
        yield from ()

    def columns(self, asked: Asked) -> tuple[str, ...]:
        """The headers of its columns in a table file."""
        return (asked.label,)

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        """The value in those columns; not neutralised against formulas, which is the writer's job."""
        return ("" if value is None else self.text(asked, value),)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        """JSON Schema of an accepted value that is not null."""
        return {"type": "string"}


def typed_text(raw: Any) -> str:
    """What was typed as text, whatever an old draft holds."""
    return raw if isinstance(raw, str) else ""
