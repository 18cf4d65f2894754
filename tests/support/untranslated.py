"""Texts of pages that are said in plain English while the mirrored language is spoken: nobody has marked them.

`python -m tests.support.untranslated [/admin]` lists them by page.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from xml.etree.ElementTree import Element

from tests.support.access_table import TABLE
from tests.support.page import Page
from tests.support.run_folder import open_run_folder
from tests.support.visits import Portal, furnished
from webapp.languages import ACCENTED, PSEUDO

ATTRIBUTES = ("alt", "aria-label", "placeholder", "title", "value", "data-label", "data-words", "content")
PLAIN = re.compile(rf"[A-Za-z]*[{''.join(chr(one) for one in ACCENTED)}][A-Za-z]*")
LETTERS = re.compile(r"[^\W\d_]+")
PEOPLE = ("owner", "member", "visitor")
# Addresses, keys and time zones, which stay as they are; the mails of the outbox are in the language of their readers.
KEYS = re.compile(r"^[A-Z]\w+(/[\w -]+)+$|https?://\S+|/[\w/-]+|\b\w+[.:_]\w+\b")
LEFT_OUT = ("tour.", "static", "admin.outbox.index", "admin.outbox.show")
SILENT = {"script", "style", "template", "code", "pre", "kbd", "samp"}
# Data and names, which are the same in every language.
SAME = {
    *("Ada", "Lodge", "Member", "Staff", "Auditor", "Admin", "Owner", "Target", "Person", "Desk", "Summer", "course", "Script"),
    *("You", "Name", "Colour", "Red", "Blue", "member", "staff", "auditor", "admin", "owner", "example", "org", "invited"),
    *("English", "Deutsch", "Español", "Français", "Polski", "UTC", "CSV", "JSON", "API", "TOTP", "HTML", "ZIP"),
    *(
        "Host",
        "Forwarded",
        "For",
        "Proto",
        "localhost",
        "KeyError",
        "about",
        "About",
        "ada",
        "Lovelace",
        "Example",
        "courses",
        "com",
    ),
}


def said_plainly(html: str, same: set[str] = SAME) -> list[str]:
    """Each text of a page that holds a word without accents, as it stands there."""
    page = Page(html)
    return [text for text in texts(page.root) if any(is_plain(word, same) for word in LETTERS.findall(KEYS.sub(" ", text)))]


def is_plain(word: str, same: set[str]) -> bool:
    return len(word) > 2 and word not in same and PLAIN.fullmatch(word) is not None


def texts(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in SILENT or is_of_another_language(element):
        return
    for name in ATTRIBUTES:
        if (value := element.get(name)) and is_read(element, name):
            yield " ".join(value.split())
    if element.text and element.text.strip():
        yield " ".join(element.text.split())
    for child in element:
        yield from texts(child)
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split())


def is_read(element: Element, attribute: str) -> bool:
    """A value is read on a button alone, a meta's content in the description alone."""
    if attribute == "value":
        return element.tag == "input" and element.get("type") in {"submit", "button"}
    return attribute != "content" or element.get("name") == "description"


def is_of_another_language(element: Element) -> bool:
    return element.tag != "html" and element.get("lang") not in {None, PSEUDO}


@contextmanager
def in_language(portal: Portal, language: str) -> Iterator[Portal]:
    """The portal's own language: whoever opens a page here has chosen none."""
    usual = portal.app.config["LODGE"]
    portal.app.config["LODGE"] = replace(usual, locale=language)
    try:
        yield portal
    finally:
        # A test that fails in here must not leave its language to those after it.
        portal.app.config["LODGE"] = usual


def pages(
    portal: Portal, under: str = "/", people: Sequence[str] = ("owner", "member", "visitor")
) -> Iterator[tuple[str, str, str]]:
    """(who, path, html) of every page that these people can open."""
    for endpoint in sorted(TABLE):
        path = "" if endpoint.startswith(LEFT_OUT) else portal.path(endpoint)
        if not path.startswith(under) or "GET" not in TABLE[endpoint]:
            continue
        for who in people:
            answer = portal.ask(who, "GET", path)
            if answer.mimetype == "text/html" and answer.status_code not in {301, 302, 303}:
                yield who, path, answer.get_data(as_text=True)


if __name__ == "__main__":
    kept_open = open_run_folder()
    seen: set[str] = set()
    with in_language(furnished(), PSEUDO) as portal:
        for _who, path, html in pages(portal, *sys.argv[1:]):
            new = [text for text in said_plainly(html) if text not in seen]
            seen.update(new)
            print("\n    ".join([path, *(text[:150] for text in new)]))
    print(f"{len(seen)} texts")
