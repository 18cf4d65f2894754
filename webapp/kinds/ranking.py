"""Ranking: options put in an order, by a place for each."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from webapp.kinds.keyed import KeyedField, by_key, typed_by_key
from webapp.kinds.kind import Asked, Kind, MultiDict, Pick, Shown, Words
from webapp.kinds.options import OPTION, check_options, localised_options, offers_of, option_text
from webapp.kinds.options_setting import PlainOptionsSetting
from webapp.kinds.reading import Fields, Problems, items, under, whole
from webapp.kinds.settings import SettingsInputs, WholeSetting
from webapp.kinds.wording import quoted
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l

MOST_OPTIONS = 20
SETTINGS: Fields = {"options": (items(OPTION, MOST_OPTIONS), None), "places": (whole(1, MOST_OPTIONS), None)}


class RankingSettings(SettingsInputs):
    reads = SETTINGS
    options = PlainOptionsSetting(_l("Options"), _l("One a line, 20 at most."), False)
    places = WholeSetting(_l("Places to give"), _l("All of them when left blank; 3 asks for the first three."))

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_ranked(settings, path, problems)


def check_ranked(settings: Mapping[str, Any], path: str, problems: Problems) -> None:
    check_options(settings, path, problems)
    options = settings.get("options", ())
    if any(option.get(mark) for option in options for mark in ("cap", "exclusive", "other")):
        problems.append((under(path, "options"), _("must not have places, “none” or “other”: everything is ranked")))
    if options and settings.get("places", 1) > len(options):
        problems.append((under(path, "places"), _("must not be more than there are options, %(most)s", most=len(options))))


class RankingField(KeyedField):
    """A select of places for each option; the options stand in the order of their places, as far as they have any."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        given = by_key(self.raw)
        most = places_of(self.asked)
        ranks = [str(place) for place in range(1, most + 1)]
        options = sorted(
            self.asked.settings["options"], key=lambda one: ranks.index(given[one.key]) if given.get(one.key) in ranks else most
        )
        return [
            {
                "key": option.key,
                "label": option.label,
                "hint": option.hint,
                "is_wrong": bool(self.errors) and self.wrong_part in (None, option.key),
                "places": [(rank, given.get(option.key) == rank) for rank in ranks],
            }
            for option in options
        ]


class Ranking(Kind):
    """Values are lists of option keys, the first place first."""

    name = "ranking"
    title = _l("Ranking")
    description = _l("Options put in an order, all of them or the first few.")
    example = _l("1 Pottery, 2 Chess, 3 Choir")
    settings_inputs = RankingSettings
    settings_fields = SETTINGS
    field_class = RankingField

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_ranked(settings, path, problems)

    def localised(self, settings: Mapping[str, Any], pick: Pick) -> dict[str, Any]:
        return {**settings, "options": localised_options(settings, pick)}

    def control(self, asked: Asked) -> str:
        return "ranking"

    def most_controls(self, settings: Mapping[str, Any]) -> int:
        return len(settings.get("options", ()))

    def typed(self, form: MultiDict, name: str) -> dict[str, str] | None:
        return typed_by_key(form, name)

    def parse(self, asked: Asked, raw: Any, today: date) -> list[str] | None:
        given = by_key(raw)
        if not given and not asked.required:
            return None
        labels = {option.key: option.label for option in asked.settings["options"]}
        most, question = places_of(asked), quoted(asked.label)
        ranks = [str(place) for place in range(1, most + 1)]
        if given.keys() - labels.keys():
            raise Wrong(_("Give places only to the options listed under %(question)s", question=question))
        ranked: dict[str, str] = {}
        for key in [key for key in labels if key in given]:
            rank, about = given[key], {"option": labels[key], "question": question}
            if rank not in ranks:
                raise Wrong(_("Give “%(option)s” a place from 1 to %(most)s under %(question)s", most=most, **about), key)
            if rank in ranked:
                first = labels[ranked[rank]]
                raise Wrong(_("Give “%(first)s” and “%(option)s” different places under %(question)s", first=first, **about), key)
            ranked[rank] = key
        missing = next((rank for rank in ranks if rank not in ranked), None)
        if missing is not None:
            free = next((key for key in labels if key not in given), None)
            raise Wrong(_("Give an option place %(place)s under %(question)s", place=missing, question=question), free)
        return [ranked[rank] for rank in ranks]

    def retype(self, asked: Asked, value: list[str]) -> dict[str, str]:
        return {key: str(place) for place, key in enumerate(value, 1)}

    def keys(self, asked: Asked, value: list[str]) -> tuple[str, ...]:
        """By what came first."""
        return tuple(value[:1])

    def offers(self, uid: str, settings: Mapping[str, Any]) -> Iterator[tuple[str, str, Words]]:
        return offers_of(uid, settings)

    def text(self, asked: Asked, value: list[str]) -> str:
        return ", ".join(self._lines(asked, value))

    def _lines(self, asked: Asked, value: list[str]) -> tuple[str, ...]:
        return tuple(f"{place}. {option_text(asked, key)}" for place, key in enumerate(value, 1))

    def display(self, asked: Asked, value: list[str]) -> Shown:
        return Shown("list", self._lines(asked, value))

    def columns(self, asked: Asked) -> tuple[str, ...]:
        return tuple(f"{asked.label}: {option.label}" for option in asked.settings["options"])

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        """The place of each option: what an average is taken of."""
        places = {key: str(place) for place, key in enumerate(value or (), 1)}
        return tuple(places.get(option.key, "") for option in asked.settings["options"])

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        keys, most = [option.key for option in asked.settings["options"]], places_of(asked)
        return {"type": "array", "items": {"enum": keys}, "minItems": most, "maxItems": most, "uniqueItems": True}


def places_of(asked: Asked) -> int:
    """How many places there are to give."""
    options = len(asked.settings["options"])
    return min(int(asked.settings.get("places") or options), options)
