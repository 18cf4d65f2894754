"""Plain text cut into what the HTML of a mail is made of: paragraphs with their links, and links that stand alone."""

import re
from dataclasses import dataclass

# What ends a sentence is not part of the address that ends it.
LINK = re.compile(r"https?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’]")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line; `is_link` when its text is an address."""

    text: str
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of lines, or one `button` that leads somewhere."""

    lines: tuple[tuple[Part, ...], ...] = ()
    button: str = ""


def blocks_of(body: str) -> list[Block]:
    """The paragraphs of a text. An address alone in its paragraph is its button."""
    paragraphs = [one.strip("\n") for one in re.split(r"\n\s*\n", body.replace("\r\n", "\n")) if one.strip()]
    return [block_of(paragraph) for paragraph in paragraphs]


def block_of(paragraph: str) -> Block:
    if LINK.fullmatch(paragraph.strip()):
        return Block(button=paragraph.strip())
    return Block(lines=tuple(parts_of(line) for line in paragraph.split("\n")))


def parts_of(line: str) -> tuple[Part, ...]:
    parts, end = [], 0
    for found in LINK.finditer(line):
        parts += [Part(line[end : found.start()]), Part(found[0], is_link=True)]
        end = found.end()
    return tuple(part for part in (*parts, Part(line[end:])) if part.text)
