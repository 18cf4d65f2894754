"""Plain text cut into paragraphs, lines and links."""

import pytest

from webapp.mail.blocks import Block, Part, blocks_of, parts_of


def test_empty_lines_part_paragraphs() -> None:
    assert [len(block.lines) for block in blocks_of("One\ntwo\n\n \nThree\r\n\r\n")] == [2, 1]


def test_an_address_alone_is_a_button() -> None:
    assert blocks_of("Open:\n\nhttps://a.example/x\n")[1] == Block(button="https://a.example/x")


@pytest.mark.parametrize("end", [".", ",", "!", ")", "?", "’"])
def test_what_ends_a_sentence_is_not_of_the_address(end: str) -> None:
    assert parts_of(f"See https://a.example/x{end}") == (Part("See "), Part("https://a.example/x", is_link=True), Part(end))


@pytest.mark.parametrize("line", ["javascript:alert(1)", "ftp://a.example", "http://", "Plain"])
def test_nothing_else_is_a_link(line: str) -> None:
    assert parts_of(line) == (Part(line),)
