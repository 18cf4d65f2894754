"""A form on a page as a browser sends it: defaults, what was filled in by label or name, the button pressed."""

import io
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from tests.support.page import CONTROLS, Page, words


class Upload(NamedTuple):
    """A file in a file control. One that holds none sends a part without a name, as browsers do."""

    filename: str
    content: bytes

    def part(self) -> FileStorage:
        return FileStorage(io.BytesIO(self.content), self.filename)


NO_FILE = Upload("", b"")


class NotOnThePage(AssertionError):
    """The test fills in, presses or follows what the page does not offer."""


class FilledForm:
    """The controls of one form with their values; `fill` changes them, `pairs` is what is sent."""

    def __init__(self, page: Page, form: Element) -> None:
        self.page, self.form = page, form
        owner = form.get("id")
        inside = [one for one in form.iter() if one.tag in CONTROLS]
        outside = [one for one in page.every(*CONTROLS) if owner and one.get("form") == owner and one not in inside]
        self.controls = [one for one in (*inside, *outside) if one.get("name") and one.get("disabled") is None]
        self.values = {index: self.default(control) for index, control in enumerate(self.controls)}

    def default(self, control: Element) -> list[Any]:
        """What the control sends when nobody touches it."""
        if control.tag == "textarea":
            # The parser drops the newline after the tag, as browsers do.
            return ["".join(control.itertext())]
        if control.tag == "select":
            options = list(control.iter("option"))
            chosen = [one for one in options if one.get("selected") is not None]
            if not chosen and control.get("multiple") is None:
                chosen = options[:1]
            return [option_value(one) for one in chosen]
        if control.get("type") in {"checkbox", "radio"}:
            return [control.get("value", "on")] if control.get("checked") is not None else []
        if control.get("type") == "file":
            return [NO_FILE]
        if control.get("type") in {"submit", "button", "reset", "image"}:
            return []
        return [control.get("value", "")]

    def fill(self, given: Mapping[str, Any]) -> None:
        for called, value in given.items():
            found = self.find(called)
            if not found:
                raise NotOnThePage(f"No field {called!r} in this form. There are: {', '.join(self.names())}")
            self.put(called, found, value)

    def find(self, called: str) -> list[int]:
        """Positions of the controls with this label, name or legend."""
        for naming in (self.page.label_of, lambda control: control.get("name"), self.page.legend_of):
            found = [
                index
                for index, control in enumerate(self.controls)
                if control.get("type") != "hidden" and naming(control) == called
            ]
            if found:
                return found
        return []

    def names(self) -> Iterable[str]:
        shown = [one for one in self.controls if one.get("type") != "hidden"]
        return dict.fromkeys(self.page.legend_of(one) or self.page.label_of(one) or str(one.get("name")) for one in shown)

    def put(self, called: str, found: list[int], value: Any) -> None:
        first = self.controls[found[0]]
        kind = first.get("type")
        if kind in {"checkbox", "radio"}:
            self.choose(called, found, value)
        elif kind == "file":
            self.values[found[0]] = [Upload(*one) for one in (value if isinstance(value, list) else [value])]
        elif first.tag == "select":
            self.values[found[0]] = [self.option(first, one) for one in ([value] if isinstance(value, str) else value)]
        elif isinstance(value, (tuple, list)):
            # Several boxes under one legend: the three parts of a date.
            if len(value) != len(found):
                raise NotOnThePage(f"{called!r} has {len(found)} boxes, {len(value)} values were given.")
            self.values |= {index: [str(one)] for index, one in zip(found, value, strict=True)}
        elif len(found) > 1:
            raise NotOnThePage(f"{called!r} names {len(found)} boxes: give a tuple, or the label of one.")
        else:
            self.values[found[0]] = [str(value).replace("\r\n", "\n").replace("\n", "\r\n")]

    def choose(self, called: str, found: list[int], value: Any) -> None:
        """True and False tick a box; a label or value (or several) choose among a group."""
        if isinstance(value, bool):
            if len(found) > 1:
                raise NotOnThePage(f"{called!r} names {len(found)} boxes: say which are to be chosen.")
            self.values[found[0]] = [self.controls[found[0]].get("value", "on")] if value else []
            if value and self.controls[found[0]].get("type") == "radio":
                self.clear_others(found[0])
            return
        wanted = [value] if isinstance(value, str) else list(value)
        for index in found:
            self.values[index] = []
        for one in wanted:
            position = next((index for index in found if self.is_called(index, one)), None)
            if position is None:
                offered = ", ".join(self.page.label_of(self.controls[index]) for index in found)
                raise NotOnThePage(f"{called!r} does not offer {one!r}. It offers: {offered}")
            self.values[position] = [self.controls[position].get("value", "on")]

    def is_called(self, index: int, wanted: str) -> bool:
        control = self.controls[index]
        return wanted in (self.page.label_of(control), control.get("value"))

    def clear_others(self, chosen: int) -> None:
        for index, control in enumerate(self.controls):
            if index != chosen and control.get("name") == self.controls[chosen].get("name"):
                self.values[index] = []

    def option(self, select: Element, wanted: str) -> str:
        for option in select.iter("option"):
            if wanted in (words(option), option_value(option)):
                return option_value(option)
        raise NotOnThePage(f"The list {select.get('name')!r} does not offer {wanted!r}.")

    def body(self, button: Element | None) -> tuple[str, bytes]:
        """Content type and body, in parts when the form says so; else of a file only its name is sent."""
        pairs = self.pairs(button)
        if self.form.get("enctype") != "multipart/form-data":
            return "application/x-www-form-urlencoded", urlencode([(name, name_of(value)) for name, value in pairs]).encode()
        parts = MultiDict((name, value.part() if isinstance(value, Upload) else value) for name, value in pairs)
        boundary, body = encode_multipart(parts)
        return f"multipart/form-data; boundary={boundary}", body

    def pairs(self, button: Element | None) -> list[tuple[str, Any]]:
        """What is sent, in the order of the page."""
        sent = [(control.get("name", ""), value) for index, control in enumerate(self.controls) for value in self.values[index]]
        if button is not None and button.get("name"):
            sent.append((button.get("name", ""), button.get("value", "")))
        return sent


def name_of(value: Any) -> Any:
    return value.filename if isinstance(value, Upload) else value


def option_value(option: Element) -> str:
    return option.get("value", words(option))
