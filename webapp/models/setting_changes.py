"""What differs between the settings of two definitions, in words and with the class of the change."""

from collections.abc import Iterator
from dataclasses import fields

from webapp.models.definition_settings import Settings

# The settings that say what people consented to: why answers are collected, and how long they are kept.
_IDENTITY = {
    "privacy": "The privacy text is different",
    "keep_days": "Submissions are kept for another time",
}
_WORDS = {
    "slug": "The address of the form is different",
    "language": "The language of the form is different",
    "intro": "The introduction is different",
    "needs": "What to have at hand is different",
    "minutes": "The time it takes is different",
    "next_steps": "What happens next is different",
    "button": "The button to send is called differently",
    "declaration": "The declaration before sending is different",
    "sent": "The title of the confirmation is different",
    "contact": "The contact is different",
    "audience": "Other people may fill it in",
    "reviewers": "Other people see the submissions",
    "listed": "Whether visitors see the form is different",
    "opens_at": "The opening time is different",
    "closes_at": "The closing time is different",
    "tz": "The time zone is different",
    "quota": "The number of submissions it takes is different",
    "once": "How often a person may send it is different",
    "draft_days": "Drafts are kept for another time",
    "grace_minutes": "The time to finish after closing is different",
}
# Who reads the answers is part of what people agreed to.
_GRAVE = {"reviewers": "identity"}


def setting_changes(old: Settings, new: Settings) -> Iterator[tuple[str, str]]:
    """(class, sentence) for each setting that differs."""
    for setting in fields(Settings):
        if getattr(old, setting.name) != getattr(new, setting.name):
            if setting.name in _IDENTITY:
                yield "identity", _IDENTITY[setting.name]
            else:
                yield _GRAVE.get(setting.name, "cosmetic"), _WORDS[setting.name]
