"""The language in which somebody reads forms: that of the pages, or another that a form is written in and they chose."""

from flask import session

from webapp.languages import spoken
from webapp.models.definition import Definition
from webapp.models.wordings import languages_of

NAME = "form_language"


def read_in() -> str:
    """A form that does not speak it is read in its own language."""
    chosen: str | None = session.get(NAME)
    return chosen or spoken()


def choose(language: str) -> None:
    """The language of the pages needs no choice: it follows the person."""
    if language == spoken():
        session.pop(NAME, None)
    else:
        session[NAME] = language


def offered(definition: Definition) -> tuple[str, ...]:
    """The languages to choose from; empty where there is only one."""
    languages = languages_of(definition.document)
    return languages if len(languages) > 1 else ()
