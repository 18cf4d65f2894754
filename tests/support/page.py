"""A page as a browser understands it: its tree, its headings, labels, links, and what is wrong with it."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib

UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
CONTROLS = ("input", "select", "textarea")


def words(element: Element, *, seen_only: bool = False) -> str:
    """An element's text with its spaces folded; `seen_only` leaves out what only screen readers get."""
    return " ".join("".join(pieces(element, seen_only)).split())


def pieces(element: Element, seen_only: bool) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        hidden = "visually-hidden" in child.get("class", "").split()
        if isinstance(child.tag, str) and child.tag not in {"script", "style", "template"} and not (seen_only and hidden):
            yield from pieces(child, seen_only)
        yield child.tail or ""


def without_optional(text: str) -> str:
    return text.removesuffix("(optional)").strip()


class Page:
    """One HTML page. `page.faults()` is what inspection finds wrong with it."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.root: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
        for template in list(self.root.iter("template")):
            # Not part of the page until a script puts it there.
            del template[:]
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def every(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.root.iter() if element.tag in tags)

    def around(self, element: Element, *tags: str) -> Element | None:
        """The nearest element around this one with one of these tags."""
        found = self.parents.get(element)
        while found is not None and found.tag not in tags:
            found = self.parents.get(found)
        return found

    @cached_property
    def text(self) -> str:
        body = self.root.find("body")
        return "" if body is None else words(body)

    @cached_property
    def title(self) -> str:
        return next((words(element) for element in self.every("title")), "")

    @cached_property
    def heading(self) -> str:
        return next((without_optional(words(element)) for element in self.every("h1")), "")

    @cached_property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        boxes = [element for element in self.root.iter() if "error-summary" in element.get("class", "").split()]
        return [words(item) for box in boxes for item in box.iter("li")]

    @cached_property
    def labels(self) -> dict[str, str]:
        """id of a control → text of its label."""
        return {element.get("for", ""): without_optional(words(element)) for element in self.every("label")}

    def label_of(self, control: Element) -> str:
        """What a control is called, or ""."""
        wrapper = self.around(control, "label")
        named_by = [self.by_id(one) for one in control.get("aria-labelledby", "").split()]
        return (
            control.get("aria-label")
            or " ".join(words(one) for one in named_by if one is not None)
            or self.labels.get(control.get("id", "\0"), "")
            or (words(wrapper) if wrapper is not None else "")
        )

    def legend_of(self, control: Element) -> str:
        """What the group around a control is called, or ""."""
        group = self.around(control, "fieldset")
        legend = None if group is None else group.find(".//legend")
        return "" if legend is None else without_optional(words(legend))

    def by_id(self, wanted: str) -> Element | None:
        return next((element for element in self.root.iter() if element.get("id") == wanted), None)

    def faults(self) -> list[str]:
        """Sentences, one for each rule that the page breaks."""
        return [
            *self.heading_faults(),
            *self.id_faults(),
            *self.control_faults(),
            *self.form_faults(),
            *self.inline_faults(),
        ]

    def heading_faults(self) -> Iterator[str]:
        headings = [without_optional(words(element)) for element in self.every("h1")]
        title = re.sub(r"^Error: ", "", self.title)
        if len(headings) != 1:
            yield f"the page has {len(headings)} h1"
        elif headings[0] not in {title, without_optional(title.rpartition(" – ")[0])}:
            yield f"the h1 {headings[0]!r} does not match the title {self.title!r}"

    def id_faults(self) -> Iterator[str]:
        seen = Counter(element.get("id") for element in self.root.iter() if element.get("id") is not None)
        yield from (f"the id {one!r} stands {times} times" for one, times in seen.items() if times > 1)
        for element in self.root.iter():
            for one in f"{element.get('aria-describedby', '')} {element.get('aria-labelledby', '')}".split():
                if one not in seen:
                    yield f"{element.tag} is described by #{one}, which is not there"

    def control_faults(self) -> Iterator[str]:
        for control in self.every(*CONTROLS):
            if control.get("type") not in UNLABELLED and not self.label_of(control):
                yield f"the control {control.get('name')!r} has no label"
        for button in self.every("button", "a"):
            if not words(button) and not button.get("aria-label"):
                yield f"a {button.tag} has no text"

    def form_faults(self) -> Iterator[str]:
        for form in self.every("form"):
            if form.get("method", "get").lower() != "post":
                continue
            if not form.get("action"):
                yield "a POST form has no action"
            tokens = [one for one in form.iter("input") if one.get("name") == "csrf_token" and one.get("value")]
            if len(tokens) != 1:
                yield f"the POST form to {form.get('action')!r} has {len(tokens)} CSRF tokens"

    def inline_faults(self) -> Iterator[str]:
        for element in self.root.iter():
            if not isinstance(element.tag, str):
                continue
            if element.tag == "style" or (element.tag == "script" and not element.get("src")):
                yield f"an inline <{element.tag}>"
            if element.tag == "script" and not element.get("nonce"):
                yield "a script without a nonce"
            for name, value in element.items():
                if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                    yield f"an inline {name}= on <{element.tag}>"
