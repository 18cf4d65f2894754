"""Pictures: photos and scans, drawn anew when they come in, so that neither places nor cameras come along."""

from collections.abc import Mapping
from typing import Any

from webapp.kinds.file import USUAL_MEGABYTES, File
from webapp.kinds.file_types import MEGABYTE, MOST_FILES, MOST_MEGABYTES, PICTURES, Limits
from webapp.kinds.reading import Fields, whole
from webapp.kinds.settings import SettingsInputs, WholeSetting
from webapp.languages import _l

LONGEST_SIDE = 2400
SETTINGS: Fields = {
    "max": (whole(1, MOST_FILES), 1),
    "max_mb": (whole(1, MOST_MEGABYTES), USUAL_MEGABYTES),
    "max_px": (whole(200, 6000), LONGEST_SIDE),
}


class PictureSettings(SettingsInputs):
    reads = SETTINGS
    max = WholeSetting(_l("Most pictures"), _l("1 when left blank"))
    max_mb = WholeSetting(_l("Largest file in MB"), _l("10 when left blank"))
    max_px = WholeSetting(_l("Longest side in pixels"), _l("Larger ones are made smaller. 2400 when left blank"))


class Picture(File):
    """Values are as those of files; the type is that of a JPEG, PNG or WebP picture."""

    name = "picture"
    title = _l("Picture")
    description = _l("Photos or scans. Where they were taken, and with what, is removed.")
    example = _l("portrait.jpg (540 KB)")
    settings_inputs = PictureSettings
    settings_fields = SETTINGS
    shape = "pictures"

    def limits(self, settings: Mapping[str, Any]) -> Limits:
        most = settings.get("max_mb", USUAL_MEGABYTES) * MEGABYTE
        return Limits(PICTURES, most, settings.get("max", 1), settings.get("max_px", LONGEST_SIDE))
