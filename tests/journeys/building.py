"""How an owner builds a form by hand, page by page and question by question."""

from collections.abc import Mapping
from types import MappingProxyType

from playwright.sync_api import Page

from tests.journeys.steps import choose, fill, follow, press, reads, sees

NONE: Mapping[str, str] = MappingProxyType({})


def new_form(page: Page, title: str, first_page: str) -> None:
    page.goto("/admin/forms")
    follow(page, "New form")
    fill(page, {"Title": title})
    press(page, "Create the form")
    sees(page, title)
    follow(page, "Edit page 1")
    fill(page, {"Title of the page": first_page})
    press(page, "Save the page")
    sees(page, title)


def add_page(page: Page, title: str) -> None:
    follow(page, "Add a page")
    fill(page, {"Title of the page": title})
    press(page, "Add the page")
    reads(page, title)


def add_question(page: Page, kind: str, question: str, settings: Mapping[str, str] = NONE) -> None:
    """At the end of the last page; it must be answered. Settings by label."""
    follow(page, "Add a question")
    choose(page, "What kind of question is it?", kind)
    press(page, "Continue")
    if kind == "Guidance":
        fill(page, {"Text": question})
    else:
        fill(page, {"Question": question})
        page.get_by_label("It must be answered").check()
    fill(page, settings)
    press(page, "Add the question")
    reads(page, "Added guidance." if kind == "Guidance" else f"Added “{question}”.")


def show_only_if(page: Page, question: str, *, subject: str, answer: str) -> None:
    follow(page, "Conditions and rules")
    page.get_by_label("Question or page").select_option(label=f"– {question}")
    press(page, "Next")
    page.get_by_label("Question", exact=True).select_option(label=subject)
    press(page, "Next")
    choose(page, "The answer", "is one of those ticked below")
    choose(page, "Answers", answer)
    press(page, "Add the condition")
    reads(page, "Shown if", subject)


def publish(page: Page, button: str = "Publish version 1") -> None:
    follow(page, "Publish")
    press(page, button)
