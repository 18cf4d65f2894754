"""The settings of a form as its document has them: who, when, how many, and the words around the questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from webapp.kinds.reading import Fields, Problems, flag, items, one_of, record, text, under, whole, words
from webapp.languages import _

Words = Mapping[str, str]
NO_WORDS: Words = MappingProxyType({})
# When somebody may change what they sent.
EDIT_POLICIES = ("never", "until_deadline", "until_opened", "while_open", "on_request")
YEARLY = "year"


def _zone(value: Any, path: str, problems: Problems) -> str:
    try:
        if (isinstance(value, str) and "/" in value) or value == "UTC":
            return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):
        pass
    problems.append((path, _("must be a time zone such as Europe/Berlin")))
    return "UTC"


def _moment(value: Any, path: str, problems: Problems) -> str:
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None and len(value) >= 16:
            return moment.isoformat(timespec="seconds" if moment.second else "minutes")
    except (TypeError, ValueError):
        pass
    problems.append((path, _("must be a local time such as 2026-12-01T09:00")))
    return "2000-01-01T00:00"


def _once(value: Any, path: str, problems: Problems) -> bool | str:
    if isinstance(value, bool) or value == YEARLY:
        return value
    problems.append((path, _('must be true, false or "year"')))
    return False


def _groups() -> Any:
    return items(text(100), 100)


FIELDS: Fields = {
    "slug": (text(60, "[a-z0-9]+(-[a-z0-9]+)*", "summer-course"), None),
    "language": (text(10, "[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", "en"), "en"),
    "intro": (words(5_000), {}),
    "needs": (words(2_000), {}),
    "minutes": (whole(1, 600), None),
    "privacy": (words(10_000), {}),
    "next_steps": (words(5_000), {}),
    "button": (words(60), {}),
    "declaration": (words(2_000), {}),
    "sent": (words(100), {}),
    "contact": (words(500), {}),
    "audience": (_groups(), []),
    "by_code": (flag(), False),
    "reviewers": (_groups(), []),
    "listed": (flag(), False),
    "opens_at": (_moment, None),
    "closes_at": (_moment, None),
    "tz": (_zone, "UTC"),
    "quota": (whole(1, 10_000_000), None),
    "waiting": (flag(), False),
    "once": (_once, False),
    "keep_days": (whole(1, 36_500), None),
    "draft_days": (whole(1, 366), 30),
    "grace_minutes": (whole(0, 1_440), 15),
    "edit": (one_of(*EDIT_POLICIES), "never"),
    "edit_pinned": (flag(), False),
    "edit_resets": (flag(), False),
    "confidential": (flag(), False),
    "receipt_answers": (flag(), False),
}


def _no_words() -> Words:
    return NO_WORDS


@dataclass(frozen=True, slots=True)
class Settings:
    """`intro` to `contact` are Markdown by language, but `button`, `declaration` and `sent`, which are plain.

    `audience` and `reviewers` are names of groups; an empty audience means everyone signed in,
    unless `by_code`: then it is for whoever has opened it with its code, besides the audience. `listed`: visitors
    see that the form exists. `waiting`: who comes when everything is taken may wait in line. `once`: one submission a
    person, or with "year" one a person and year. `closes_at` is the last second in which it is open.

    `edit`: until when what was sent may be changed; `edit_pinned`: under the version under which it was sent, else under
    the newest; `edit_resets`: a change leads back to the first status. `confidential`: mails say no content, only
    where to read it. `receipt_answers`: the mail that says something has arrived repeats the answers.
    """

    slug: str | None = None
    language: str = "en"
    intro: Words = field(default_factory=_no_words)
    needs: Words = field(default_factory=_no_words)
    minutes: int | None = None
    privacy: Words = field(default_factory=_no_words)
    next_steps: Words = field(default_factory=_no_words)
    button: Words = field(default_factory=_no_words)
    declaration: Words = field(default_factory=_no_words)
    sent: Words = field(default_factory=_no_words)
    contact: Words = field(default_factory=_no_words)
    audience: tuple[str, ...] = ()
    by_code: bool = False
    reviewers: tuple[str, ...] = ()
    listed: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    tz: str = "UTC"
    quota: int | None = None
    waiting: bool = False
    once: bool | str = False
    keep_days: int | None = None
    draft_days: int = 30
    grace_minutes: int = 15
    edit: str = "never"
    edit_pinned: bool = False
    edit_resets: bool = False
    confidential: bool = False
    receipt_answers: bool = False


def read_settings(value: Any, path: str, problems: Problems) -> dict[str, Any]:
    settings: dict[str, Any] = record(FIELDS)(value, path, problems)
    if settings.get("opens_at", "") >= settings.get("closes_at", "9999"):
        problems.append((under(path, "closes_at"), _("must be after the opening, %(moment)s", moment=settings["opens_at"])))
    return settings


def settings_of(clean: Mapping[str, Any]) -> Settings:
    """Typed settings from their normal form; local times become aware ones, in UTC."""
    zone = ZoneInfo(clean.get("tz", "UTC"))
    groups = {name: tuple(clean[name]) for name in ("audience", "reviewers") if name in clean}
    times = {name: _aware(clean[name], zone) for name in ("opens_at", "closes_at") if name in clean}
    return Settings(**{**clean, **groups, **times})


def _aware(local: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)
