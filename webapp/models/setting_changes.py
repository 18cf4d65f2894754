"""What differs between the settings of two definitions, in words and with the class of the change."""

from collections.abc import Iterator
from dataclasses import fields

from webapp.languages import _, mark
from webapp.models.definition_settings import Settings

# The settings that say what people consented to: why answers are collected, and how long they are kept.
_IDENTITY = {
    "privacy": mark("The privacy text is different"),
    "keep_days": mark("Submissions are kept for another time"),
}
_WORDS = {
    "slug": mark("The address of the form is different"),
    "language": mark("The language of the form is different"),
    "intro": mark("The introduction is different"),
    "needs": mark("What to have at hand is different"),
    "minutes": mark("The time it takes is different"),
    "next_steps": mark("What happens next is different"),
    "button": mark("The button to send is called differently"),
    "declaration": mark("The declaration before sending is different"),
    "sent": mark("The title of the confirmation is different"),
    "contact": mark("The contact is different"),
    "audience": mark("Other people may fill it in"),
    "by_code": mark("Whether its code opens the form is different"),
    "reviewers": mark("Other people see the submissions"),
    "listed": mark("Whether visitors see the form is different"),
    "opens_at": mark("The opening time is different"),
    "closes_at": mark("The closing time is different"),
    "tz": mark("The time zone is different"),
    "quota": mark("The number of submissions it takes is different"),
    "waiting": mark("Whether people may wait for a place is different"),
    "once": mark("How often a person may send it is different"),
    "draft_days": mark("Drafts are kept for another time"),
    "edit": mark("When people may change what they sent is different"),
    "edit_pinned": mark("The version in which they change it is different"),
    "edit_resets": mark("Whether a change leads back to the first status is different"),
    "confidential": mark("Whether mails say something of the content is different"),
    "receipt_answers": mark("Whether the receipt repeats the answers is different"),
    "grace_minutes": mark("The time to finish after closing is different"),
}
# Who reads the answers is part of what people agreed to.
_GRAVE = {"reviewers": "identity"}


def setting_changes(old: Settings, new: Settings) -> Iterator[tuple[str, str]]:
    """(class, sentence) for each setting that differs."""
    for setting in fields(Settings):
        if getattr(old, setting.name) != getattr(new, setting.name):
            if setting.name in _IDENTITY:
                yield "identity", _(_IDENTITY[setting.name])
            else:
                yield _GRAVE.get(setting.name, "cosmetic"), _(_WORDS[setting.name])
