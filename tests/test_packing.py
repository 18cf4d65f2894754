"""What a page carries along: whole again on the way back, never more than was asked for, and nothing out of nonsense."""

import pytest

from webapp.packing import pack, unpack


def test_it_comes_back_whole() -> None:
    assert unpack(pack("Zoë".encode() * 1000), 10_000) == "Zoë".encode() * 1000


def test_what_would_fill_the_memory_is_cut_off() -> None:
    assert len(unpack(pack(bytes(1_000_000)), 100)) == 100


@pytest.mark.parametrize("text", ["", "no base64!", "bm8gemxpYg=="])
def test_nonsense_is_empty(text: str) -> None:
    assert unpack(text, 100) == b""
