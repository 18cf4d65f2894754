"""The builder's side of a kind: WTForms fields for its settings, in the language of the form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, TypeAlias, cast

from flask_babel.speaklater import LazyString
from wtforms import Field, Form
from wtforms.form import BaseForm
from wtforms.utils import unset_value

from webapp.kinds.cleaning import line, lines
from webapp.kinds.drawing import Drawing
from webapp.kinds.reading import TODAY, Fields, Problems, record
from webapp.kinds.wrong import Wrong
from webapp.languages import _, spoken

_NOTHING: dict[str, Any] = {}
Sentence: TypeAlias = str | LazyString
# language → key → name
LookUp: TypeAlias = Callable[[str], Mapping[str, str]]


class SettingField(Field):
    """One setting: `shown()` writes it into its control, `read()` reads it back; blank means not set."""

    control = "text_input"
    drawing = Drawing()
    other = None
    # The form that the field stands in, set by WTForms.
    _form: "SettingsInputs"

    def __init__(self, label: Sentence, hint: Sentence = "", optional: bool = True, **options: Any) -> None:
        super().__init__(label, description=hint, **options)
        self.optional = optional
        self.errors: list[str] = []
        self.raw = ""
        self.setting: Any = None

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Sequence[Any] | None = None) -> None:
        if formdata is not None:
            self.raw = formdata.getlist(self.name)[0] if self.name in formdata else ""
        else:
            self.raw = "" if data in (unset_value, None) else self.shown(data)
        self.data = self.raw

    def validate(self, form: BaseForm, extra_validators: Sequence[Any] = ()) -> bool:
        self.errors = []
        try:
            self.setting = self.read(self.raw)
        except Wrong as wrong:
            self.errors = [wrong.sentence]
        return not self.errors

    def shown(self, setting: Any) -> str:
        return str(setting)

    def read(self, raw: str) -> Any:
        return line(raw) or None

    def _value(self) -> str:
        return self.raw


class SettingsInputs(Form):
    """The settings of one question: bound from a posted form, or else from what the document has ({} when new).

    After `validate()`, `settings()` gives them back in their normal form.
    """

    reads: ClassVar[Fields] = {}

    def __init__(self, form: Any = None, settings: Mapping[str, Any] = _NOTHING, language: str = "en") -> None:
        self.before = settings
        self.language = language
        super().__init__(formdata=form, data=dict(settings))

    @property
    def controls(self) -> Mapping[str, SettingField]:
        return cast("Mapping[str, SettingField]", self._fields)

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        """What one setting demands of another; the kind's own check."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field alone, then the rules that an imported document must keep too."""
        if not super().validate(extra_validators):
            return False
        problems: Problems = []
        settings = record(self.reads)(self._given(), "", problems)
        self.check(settings, "", problems)
        for path, sentence in problems:
            field = self.controls.get(path.split(".")[0].split("[")[0])
            if field is not None and not field.errors:
                field.errors = [_("%(field)s %(problem)s", field=field.label.text, problem=sentence)]
        return not problems

    def settings(self) -> dict[str, Any]:
        """The settings in their normal form, after `validate()`."""
        settings: dict[str, Any] = record(self.reads)(self._given(), "", [])
        return settings

    def _given(self) -> dict[str, Any]:
        return {name: field.setting for name, field in self.controls.items() if field.setting is not None}


class LineSetting(SettingField):
    """One line of text."""


class WholeSetting(SettingField):
    """A whole number. ASCII digits only: Python's int() takes `1_000` and `٣` too."""

    drawing = Drawing(inputmode="numeric", width=5)

    def read(self, raw: str) -> int | None:
        text = line(raw)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise Wrong(_("%(field)s must be a whole number, for example 80", field=self.label.text))
        return int(text)


class DecimalSetting(SettingField):
    """A number, kept as text. Its range and form are judged by the reader of the document."""

    drawing = Drawing(inputmode="decimal", width=10)

    def read(self, raw: str) -> str | None:
        return line(raw) or None

    def shown(self, setting: Any) -> str:
        return str(setting)


class DaySetting(SettingField):
    """A date as 2026-11-21, or the word today."""

    drawing = Drawing(width=10)

    def read(self, raw: str) -> str | None:
        text = line(raw)
        return (TODAY if text.lower() == TODAY else text) or None


class TickSetting(SettingField):
    """Yes or no, as a box to tick."""

    control = "checkbox"

    def shown(self, setting: Any) -> str:
        return "yes" if setting else ""

    def read(self, raw: str) -> bool | None:
        return True if raw else None


class PickSetting(SettingField):
    """One of a short list."""

    control = "select"

    def __init__(self, label: Sentence, choices: Sequence[tuple[str, Sentence]], hint: Sentence = "", **options: Any) -> None:
        super().__init__(label, hint, **options)
        self.choices = list(choices)

    def iter_choices(self) -> Any:
        return ((value, label, value == self.raw, {}) for value, label in self.choices)

    @property
    def options(self) -> list[dict[str, Any]]:
        return [{"value": value, "label": label, "selected": value == self.raw} for value, label in self.choices]


class LookedUpSetting(PickSetting):
    """One of a list that is long and depends on the language: currencies, countries."""

    def __init__(self, label: Sentence, look_up: LookUp, empty: Sentence, hint: Sentence = "", **options: Any) -> None:
        super().__init__(label, [], hint, **options)
        self.look_up, self.empty = look_up, empty

    @property
    def options(self) -> list[dict[str, Any]]:
        self.choices = [("", str(self.empty)), *self.look_up(spoken()).items()]
        return super().options


class WordsSetting(SettingField):
    """One line of text in the language of the form; the other languages stay as they are."""

    def shown(self, setting: Any) -> str:
        return str(setting.get(self._form.language, "")) if isinstance(setting, Mapping) else ""

    def read(self, raw: str) -> dict[str, str] | None:
        before = self._form.before.get(self.short_name) or {}
        return {**before, self._form.language: self.cleaned(raw)}

    def cleaned(self, raw: str) -> str:
        return line(raw)


class ProseSetting(WordsSetting):
    """Several lines of Markdown in the language of the form."""

    control = "textarea"
    drawing = Drawing(rows=8)

    def cleaned(self, raw: str) -> str:
        return lines(raw)
