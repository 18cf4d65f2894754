"""Questions about the very person who fills in: browsers may offer what they know of them (WCAG 1.3.5)."""

from webapp.kinds.kind import Asked
from webapp.kinds.reading import Fields, flag
from webapp.kinds.settings import SettingsInputs, TickSetting
from webapp.languages import _l

OWN: Fields = {"own": (flag(), False)}


class OwnSettings(SettingsInputs):
    reads = OWN
    own = TickSetting(_l("It is about the person who fills in"), _l("Their browser then offers to fill it in."))


def token(asked: Asked, name: str) -> str | None:
    """HTML's autocomplete token, where it is true; "off" would only keep people from their own password managers."""
    return name if asked.settings.get("own") else None
