"""A document that a page carries along in a hidden control, small enough for it."""

import base64
import zlib


def pack(raw: bytes) -> str:
    return base64.b64encode(zlib.compress(raw)).decode()


def unpack(text: str, most: int) -> bytes:
    """At most the first `most` bytes of what `pack` was given; empty for anything that it did not make."""
    try:
        return zlib.decompressobj().decompress(base64.b64decode(text), most)
    except (ValueError, zlib.error):
        return b""
