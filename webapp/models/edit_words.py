"""What was done to a form's draft, as people read it: kept in English, said in the language of who looks back on it."""

import re

from webapp.languages import _, mark

WORDS = (
    mark("Created"),
    mark("Imported"),
    mark("Copied from “%(name)s”"),
    mark("Added the page “%(name)s”"),
    mark("Changed a page"),
    mark("Moved the page “%(name)s”"),
    mark("Added “%(name)s”"),
    mark("Added guidance"),
    mark("Changed “%(name)s”"),
    mark("Changed guidance"),
    mark("Duplicated “%(name)s”"),
    mark("Moved “%(name)s”"),
    mark("Removed “%(name)s”"),
    mark("Added to when “%(name)s” is shown"),
    mark("Took a line out of when “%(name)s” is shown"),
    mark("“%(name)s” is shown if all of its conditions hold"),
    mark("“%(name)s” is shown if any of its conditions hold"),
    mark("“%(name)s” is always shown"),
    mark("Added the rule “%(name)s”"),
    mark("Changed the rule “%(name)s”"),
    mark("Removed the rule “%(name)s”"),
    mark("Changed how “%(name)s” is calculated"),
    mark("Changed the settings"),
    mark("Went back to version %(name)s"),
    mark("Translated into %(name)s"),
    mark("Removed the translation into %(name)s"),
)
UNDID = "Undid: "


def pattern_of(sentence: str) -> re.Pattern[str]:
    return re.compile("(?P<name>.*)".join(map(re.escape, sentence.split("%(name)s"))), re.DOTALL)


PATTERNS = tuple((pattern_of(sentence), sentence) for sentence in WORDS)


def edit_in_words(what: str) -> str:
    """An edit in the language that is spoken; one that nobody has worded stays as it was written."""
    if what.startswith(UNDID):
        return _("Undid: %(edit)s", edit=edit_in_words(what.removeprefix(UNDID)))
    for pattern, sentence in PATTERNS:
        if found := pattern.fullmatch(what):
            return _(sentence, **found.groupdict())
    return what
