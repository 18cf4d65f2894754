"""Why an uploaded file was not taken, as a sentence that says how to mend it."""

from collections.abc import Callable, Mapping

from webapp.dates import size_in_words
from webapp.kinds.file_types import Limits
from webapp.kinds.wording import Named, joined, quoted
from webapp.languages import _, ngettext

Say = Callable[[Named, str, Limits], str]


def too_many(asked: Named, name: str, limits: Limits) -> str:
    return ngettext(
        "Only %(num)s file can be uploaded to %(question)s: remove the one that is there before you upload another",
        "Only %(num)s files can be uploaded to %(question)s: remove one before you upload another",
        limits.most_files,
        question=quoted(asked.label),
    )


SENTENCES: Mapping[str, Say] = {
    "many": too_many,
    "big": lambda asked, name, limits: _(
        "%(file)s is larger than %(most)s: upload a smaller file", file=quoted(name), most=size_in_words(limits.most_bytes)
    ),
    "empty": lambda asked, name, limits: _("%(file)s is empty: check it and upload it again", file=quoted(name)),
    "type": lambda asked, name, limits: _(
        "%(file)s is of a type that is not taken here: upload %(types)s", file=quoted(name), types=limits.in_words
    ),
    "mismatch": lambda asked, name, limits: _(
        "%(file)s does not hold what its name says: open it, save it as %(types)s, and upload that",
        file=quoted(name),
        types=limits.in_words,
    ),
    "unreadable": lambda asked, name, limits: _(
        "%(file)s cannot be read as a picture: open it, save it as %(types)s, and upload that",
        file=quoted(name),
        types=joined(["JPG", "PNG"], "or"),
    ),
    "huge": lambda asked, name, limits: _(
        "%(file)s has too many pixels: make the picture smaller and upload it again", file=quoted(name)
    ),
    "quota": lambda asked, name, limits: _(
        "%(file)s was not kept, for you have uploaded as much as may wait to be sent: "
        "send or delete answers that you have begun, or remove files from them",
        file=quoted(name),
    ),
    "away": lambda asked, name, limits: _(
        "%(file)s could not be kept just now: upload it again in a few minutes", file=quoted(name)
    ),
    "harmful": lambda asked, name, limits: _(
        "%(file)s was not kept, for something harmful was found in it: upload another file", file=quoted(name)
    ),
    "taken": lambda asked, name, limits: _(
        "%(file)s was taken away, for something harmful was found in it: upload another file", file=quoted(name)
    ),
    "unchecked": lambda asked, name, limits: _(
        "%(file)s was taken away, for it could not be checked for harmful content: upload it again, or a smaller one",
        file=quoted(name),
    ),
    "unscanned": lambda asked, name, limits: _(
        "%(file)s could not be checked for harmful content just now: upload it again in a few minutes", file=quoted(name)
    ),
}

# What is found out after the upload was taken.
AFTERWARDS = frozenset({"taken", "unchecked"})


def refusal(asked: Named, reason: str, name: str, limits: Limits) -> str:
    return SENTENCES[reason](asked, name, limits)
