"""Files: one or several, of types and sizes that the author allows.

The kind never sees a file's bytes. Whoever takes in uploads examines and stages them, then puts what was staged into the
posted form as `Staged` beside each control, and what was not as `Unfit`. Text that somebody posts can be neither, so an
answer names only files of the very draft that it is given in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar, cast

from wtforms import Form

from webapp.dates import size_in_words
from webapp.kinds.answer_field import AnswerField
from webapp.kinds.cleaning import line
from webapp.kinds.file_refusals import AFTERWARDS, SENTENCES, refusal
from webapp.kinds.file_types import MEGABYTE, MOST_FILES, MOST_MEGABYTES, TYPES, USUAL, Limits, ending_of, type_list
from webapp.kinds.kind import Asked, Kind, MultiDict, Shown
from webapp.kinds.reading import Fields, whole
from webapp.kinds.settings import SettingField, SettingsInputs, WholeSetting
from webapp.kinds.wording import quoted, upload
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l

USUAL_MEGABYTES = 10
SHAPE = {"id": str, "name": str, "size": int, "type": str, "sha256": str}
SETTINGS: Fields = {
    "types": (type_list(), None),
    "max": (whole(1, MOST_FILES), 1),
    "max_mb": (whole(1, MOST_MEGABYTES), USUAL_MEGABYTES),
}


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits in the draft, as an answer names it."""

    id: str
    name: str
    size: int
    type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """An upload that was not kept. `reason` is a key of SENTENCES."""

    reason: str
    name: str = ""


class FileField(AnswerField):
    """A file control and what was uploaded through it."""

    takes_files = True
    # The ids of files that nobody has looked at yet.
    scanning: frozenset[str] = frozenset()

    @property
    def files(self) -> list[dict[str, Any]]:
        return list(files_in(self.raw))

    @property
    def uploaded(self) -> list[dict[str, str]]:
        """Those files as they are listed."""
        return [
            {
                "id": one["id"],
                "name": one["name"],
                "words": file_in_words(one),
                "state": "scanning" if one["id"] in self.scanning else "",
            }
            for one in self.files
        ]

    @property
    def is_scanning(self) -> bool:
        return any(file["id"] in self.scanning for file in self.files)

    @property
    def was_taken_away(self) -> bool:
        """Whether something was found out about a file after it was taken, of which nobody has heard yet."""
        return any(part["unfit"] in AFTERWARDS for part in unfit_in(self.raw))

    @property
    def limits(self) -> Limits:
        return limits_of(self)

    @property
    def has_unfit(self) -> bool:
        return any(True for _part in unfit_in(self.raw))

    @property
    def limits_in_words(self) -> str:
        named = {"types": self.limits.in_words, "size": size_in_words(self.limits.most_bytes)}
        if self.limits.most_files == 1:
            return _("%(types)s, up to %(size)s.", **named)
        return _("Up to %(most)s files: %(types)s, each up to %(size)s.", most=self.limits.most_files, **named)


def limits_of(field: AnswerField) -> Limits:
    return cast("File", field.kind).limits(field.asked.settings)


class TypesSetting(SettingField):
    """Endings out of the list, between commas."""

    def shown(self, setting: Any) -> str:
        return ", ".join(setting)

    def read(self, raw: str) -> list[str] | None:
        endings = [ending_of(f".{part.strip().lstrip('.')}") for part in line(raw).split(",") if part.strip(" .")]
        unknown = [ending for ending in endings if ending not in TYPES]
        if unknown:
            named = {"field": self.label.text, "ending": quoted(unknown[0]), "types": ", ".join(TYPES)}
            raise Wrong(_("%(field)s cannot name %(ending)s. It can name these: %(types)s", **named))
        return endings or None


class FileSettings(SettingsInputs):
    reads = SETTINGS
    types = TypesSetting(
        _l("Types of files"),
        _l("Endings between commas, such as pdf, jpg, png. Left blank: documents and pictures."),
    )
    max = WholeSetting(_l("Most files"), _l("1 when left blank"))
    max_mb = WholeSetting(_l("Largest file in MB"), _l("10 when left blank"))


class File(Kind):
    """Values are lists of {"id", "name", "size", "type", "sha256"}, in the order of uploading."""

    name = "file"
    title = _l("File")
    description = _l("Documents to upload: a certificate, a letter, a table.")
    example = _l("certificate.pdf (312 KB)")
    settings_inputs: ClassVar[type[Form]] = FileSettings
    settings_fields = SETTINGS
    field_class = FileField
    takes_files = True
    shape: ClassVar[str] = "files"

    def limits(self, settings: Mapping[str, Any]) -> Limits:
        """What a question takes."""
        most = settings.get("max_mb", USUAL_MEGABYTES) * MEGABYTE
        return Limits(tuple(settings.get("types", USUAL)), most, settings.get("max", 1))

    def sample(self, settings: Mapping[str, Any]) -> Staged:
        """What stands for a file where none can be uploaded."""
        ending = self.limits(settings).types[0]
        return Staged("0" * 32, f"{_('example')}.{ending}", 1 << 15, TYPES[ending], "0" * 64)

    def control(self, asked: Asked) -> str:
        return "file_input"

    def typed(self, form: MultiDict, name: str) -> list[dict[str, Any]] | None:
        """What was staged, and why something was not; None when the page brought neither."""
        parts = cast("list[Any]", form.getlist(name))
        staged = [asdict(part) for part in parts if isinstance(part, Staged)]
        unfit = [{"unfit": part.reason, "name": part.name} for part in parts if isinstance(part, Unfit)]
        return [*staged, *unfit] or None

    def parse(self, asked: Asked, raw: Any, today: date) -> list[dict[str, Any]] | None:
        limits = self.limits(asked.settings)
        for part in unfit_in(raw):
            raise Wrong(refusal(asked, part["unfit"], part["name"], limits))
        files = list(files_in(raw))
        if not files:
            if asked.required:
                raise Wrong(upload(asked))
            return None
        if len(files) > limits.most_files:
            raise Wrong(refusal(asked, "many", "", limits))
        for file in files:
            self._check(asked, file, limits)
        return files

    def _check(self, asked: Asked, file: Mapping[str, Any], limits: Limits) -> None:
        """Once more, for the author may have changed the question since the file was uploaded."""
        if file["type"] not in limits.content_types:
            raise Wrong(refusal(asked, "type", file["name"], limits))
        if file["size"] > limits.most_bytes:
            raise Wrong(refusal(asked, "big", file["name"], limits))

    def comparable(self, value: Any) -> Any:
        return [file["name"] for file in files_in(value)] if isinstance(value, list | tuple) else value

    def text(self, asked: Asked, value: list[dict[str, Any]]) -> str:
        return "; ".join(file_in_words(file) for file in value)

    def display(self, asked: Asked, value: list[dict[str, Any]]) -> Shown:
        return Shown(self.shape, tuple(file_in_words(file) for file in value), tuple(file["id"] for file in value))

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return ("; ".join(file["name"] for file in value or ()),)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        limits = self.limits(asked.settings)
        fields: dict[str, Any] = {
            "id": {"type": "string", "format": "uuid"},
            "name": {"type": "string", "minLength": 1, "maxLength": 120},
            "size": {"type": "integer", "minimum": 1, "maximum": limits.most_bytes},
            "type": {"enum": sorted(limits.content_types)},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        }
        one = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
        return {"type": "array", "items": one, "minItems": 1, "maxItems": limits.most_files}


def file_in_words(file: Mapping[str, Any]) -> str:
    """passport.pdf (312 KB)"""
    return _("%(name)s (%(size)s)", name=file["name"], size=size_in_words(file["size"]))


def files_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every file that an answer names, or a whole document of answers, however deep inside groups."""
    if isinstance(value, Mapping):
        if value.keys() == SHAPE.keys():
            if all(type(value[name]) is kind for name, kind in SHAPE.items()):
                yield dict(value)
            return
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from files_in(part)


def unfit_in(raw: Any) -> Iterator[Mapping[str, Any]]:
    parts = raw if isinstance(raw, list) else []
    return (part for part in parts if isinstance(part, Mapping) and part.get("unfit") in SENTENCES and "name" in part)
