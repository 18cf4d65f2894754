"""A picture comes out as its pixels, upright, within bounds, and with nothing beside them."""

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.support.files import GPS, ORIENTATION, bomb, photo, picture
from webapp.storage.pictures import NotDrawn, redrawn


def drawn(content: bytes, ending: str, longest_side: int | None = 2400) -> Image.Image:
    image = Image.open(redrawn(io.BytesIO(content), ending, longest_side))
    image.load()
    return image


def refused(content: bytes, ending: str) -> str:
    with pytest.raises(NotDrawn) as refusal:
        redrawn(io.BytesIO(content), ending, None)
    return refusal.value.reason


def test_the_place_is_gone_and_the_picture_upright() -> None:
    assert GPS in Image.open(io.BytesIO(photo())).getexif()
    image = drawn(photo((40, 20)), "jpg")
    assert image.size == (20, 40)
    assert ORIENTATION not in image.getexif()
    assert GPS not in image.getexif()
    assert "exif" not in image.info


@pytest.mark.parametrize(("ending", "format"), [("png", "PNG"), ("webp", "WEBP"), ("jpg", "JPEG")])
def test_it_is_made_smaller_and_stays_what_it_was(ending: str, format: str) -> None:
    image = drawn(picture(format, (1000, 500)), ending, 200)
    assert (image.size, image.format) == ((200, 100), format)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "I;16"])
def test_every_way_to_hold_colours_is_drawn(mode: str) -> None:
    assert drawn(picture("PNG", mode=mode), "png").size == (40, 20)


def test_transparency_stays() -> None:
    assert drawn(picture("PNG", mode="RGBA"), "png").mode == "RGBA"


def test_what_stands_behind_a_picture_does_not_come_along() -> None:
    content = picture() + b"<script>alert(1)</script>"
    assert b"script" not in redrawn(io.BytesIO(content), "png", None).getvalue()


def held(what: str) -> int:
    """Bytes of this process: VmRSS now, VmHWM the most since it was last asked to forget."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what))
    return int(line.split()[1]) << 10


@pytest.mark.parametrize("side", [7_200, 50_000])
def test_a_bomb_is_refused_at_once_and_with_little_memory(side: int) -> None:
    content = bomb(side)
    Path("/proc/self/clear_refs").write_text("5")
    before, begun = held("VmRSS"), time.perf_counter()
    assert refused(content, "png") == "huge"
    assert time.perf_counter() - begun < 1
    assert held("VmHWM") - before < 50 << 20


def test_a_picture_within_bounds_is_never_in_memory_more_than_twice() -> None:
    content, once = picture("PNG", (4_000, 3_000), "RGBA"), 4 * 4_000 * 3_000
    Path("/proc/self/clear_refs").write_text("5")
    before = held("VmRSS")
    redrawn(io.BytesIO(content), "png", None)
    assert held("VmHWM") - before < 2.5 * once


@pytest.mark.parametrize("content", [b"", picture()[:60], picture("JPEG"), b"\x89PNG\r\n\x1a\n" + b"x" * 50])
def test_what_cannot_be_read_is_told(content: bytes) -> None:
    assert refused(content, "png") == "unreadable"
