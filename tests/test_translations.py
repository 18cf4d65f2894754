"""The catalogues hold every sentence of pages and mails, in each language, with the same places and the same markup."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.support.untranslated import in_language, pages, said_plainly
from tests.support.visits import Portal, furnished
from webapp.config import ROOT
from webapp.languages import CATALOGUES, ENGLISH, LANGUAGES, PSEUDO

OTHERS = sorted(LANGUAGES.keys() - {ENGLISH})
KEYWORDS = {"_": None, "_l": None, "mark": None, "ngettext": (1, 2)}
PLACE = re.compile(r"%\(\w+\)[sd]")
TAG = re.compile(r"</?\w+[^>]*>")


@cache
def sentences() -> frozenset[str]:
    """Everything that is marked; of a plural its form for one."""
    with open(CATALOGUES / "babel.cfg") as settings:
        methods, options = parse_mapping_cfg(settings)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=is_ours)
    return frozenset(words if isinstance(words, str) else words[0] for _file, _line, words, *_ in found)


@pytest.fixture(scope="module")
def portal() -> Portal:
    return furnished()


def is_ours(folder: str) -> bool:
    """Of the checkout only these two: an environment and caches lie beside them."""
    parts = Path(folder).relative_to(ROOT).parts
    return not parts or parts[0] in {"webapp", "templates"}


def catalogue(language: str) -> Catalog:
    with open(CATALOGUES / language / "LC_MESSAGES" / "messages.po", "rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def both(message: Message) -> list[tuple[str, str]]:
    """(English, translation): of a plural each form beside the English one for many."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return [(message.id[1], form) for form in message.string]


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_missing(language: str) -> None:
    held = {message.id if isinstance(message.id, str) else message.id[0] for message in messages(language)}
    assert sorted(sentences() - held) == []
    assert sorted(held - sentences()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_each_sentence_is_translated(language: str) -> None:
    its = catalogue(language)
    assert [message.id for message in its if message.id and (message.fuzzy or not all(form for _, form in both(message)))] == []
    assert {len(message.string) for message in its if message.pluralizable} <= {its.num_plurals}


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_filled_in_and_the_markup_are_the_same(language: str) -> None:
    wrong = [
        (english, said)
        for message in messages(language)
        for english, said in both(message)
        if sorted(set(PLACE.findall(english)) - {"%(num)s"}) != sorted(set(PLACE.findall(said)) - {"%(num)s"})
        or sorted(TAG.findall(english)) != sorted(TAG.findall(said))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_spaces_around_a_sentence_stay(language: str) -> None:
    pairs = [pair for message in messages(language) for pair in both(message)]
    assert [said for english, said in pairs if (english[0] == " ", english[-1] == " ") != (said[0] == " ", said[-1] == " ")] == []


def test_no_page_says_anything_in_plain_english(portal: Portal) -> None:
    with in_language(portal, PSEUDO):
        assert {text: path for _who, path, html in pages(portal) for text in said_plainly(html)} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_every_page_can_be_drawn_in_each_language(portal: Portal, language: str) -> None:
    with in_language(portal, language):
        drawn = [f'<html lang="{language}" dir="ltr"' in html for _who, _path, html in pages(portal, people=["owner"])]
    assert len(drawn) > 100
    assert all(drawn)
