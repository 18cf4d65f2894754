"""Names of uploaded files, made harmless: no path, no control or direction marks, no name of a device, not too long."""

import re
import unicodedata

LONGEST = 120
LONGEST_ENDING = 12
NAMELESS = "file"
# Marks that turn the direction of writing: "exe.pdf" backwards reads as another ending than it has.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNWRITABLE = re.compile(r'[<>:"|?*\ufffd]')
# What Windows keeps for itself, with any ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)


def harmless_name(given: str) -> str:
    """What a file may be called, whatever its sender called it; the ending stays."""
    text = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode())
    # Some browsers send the whole path, and others may try one.
    text = re.split(r"[/\\]", text)[-1]
    text = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp", "Zs"} else sign for sign in _TURNING.sub("", text))
    text = "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cs", "Co", "Cn"})
    text = " ".join(_UNWRITABLE.sub("_", text).split()).strip(". ")
    if _DEVICE.match(text):
        text = f"_{text}"
    return shortened(text) or NAMELESS


def shortened(name: str) -> str:
    """At most LONGEST characters, the ending among them."""
    if len(name) <= LONGEST:
        return name
    stem, point, ending = name.rpartition(".")
    if not point or len(ending) > LONGEST_ENDING:
        return name[:LONGEST].rstrip(". ")
    return f"{stem[: LONGEST - len(ending) - 1].rstrip('. ')}.{ending}"
