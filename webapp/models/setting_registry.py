"""The registry of settings: for each its name, its words, its default, and what may be typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from webapp.dates import number_in_words
from webapp.languages import LANGUAGES, _, mark
from webapp.limits import SHAPES, Shape
from webapp.models.accent import DEFAULT, check_accent
from webapp.models.mail_domain import check_domains
from webapp.models.mail_kinds import KINDS, setting_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A setting. `check` returns the value to store or raises ValueError with a sentence.

    `choices` (value, label) makes it a choice, `rows` a box of that many lines, `shape` one of the limits.
    """

    name: str
    label: str
    default: Any
    hint: str
    check: Callable[[str], Any]
    choices: tuple[tuple[str, str], ...] = ()
    rows: int = 0
    shape: Shape | None = None

    @property
    def slug(self) -> str:
        """Its name as it stands in an address."""
        return self.name.replace("_", "-")

    def in_words(self, value: Any) -> str:
        """A value as a page shows it."""
        if self.shape is not None:
            return self.shape.in_words(value)
        if value in dict(self.choices):
            return _(dict(self.choices)[value])
        return str(value) or _("(empty)")

    @property
    def title(self) -> str:
        """Its label in the language that is spoken."""
        return _(self.label)

    @property
    def advice(self) -> str:
        """Its hint in the language that is spoken."""
        if self.shape is None:
            return _(self.hint)
        of, shape = self.shape.unit_in_words, self.shape
        values = {name: number_in_words(getattr(shape, name)) for name in ("lowest", "highest")}
        values["default"] = shape.in_words(shape.default)
        if of:
            return _("A whole number of %(unit)s from %(lowest)s to %(highest)s. The default is %(default)s.", unit=of, **values)
        return _("A whole number from %(lowest)s to %(highest)s. The default is %(default)s.", **values)


def line(longest: int, *, needed: str = "") -> Callable[[str], str]:
    """Text of at most `longest` characters; `needed` is the sentence when it is empty and must not be."""

    def check(typed: str) -> str:
        typed = typed.strip()
        if needed and not typed:
            raise ValueError(_(needed))
        if len(typed) > longest:
            raise ValueError(_("Use %(most)s characters or fewer.", most=longest))
        return typed

    return check


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    def check(typed: str) -> int:
        typed = typed.strip()
        short = typed.isascii() and typed.isdigit() and len(typed) <= len(str(highest))
        if not short or not lowest <= int(typed) <= highest:
            bounds = {"lowest": number_in_words(lowest), "highest": number_in_words(highest)}
            raise ValueError(_("Enter a whole number from %(lowest)s to %(highest)s.", **bounds))
        return int(typed)

    return check


def one_of(*accepted: str) -> Callable[[str], str]:
    def check(typed: str) -> str:
        if typed not in accepted:
            raise ValueError(_("Choose one of the answers."))
        return typed

    return check


MODES = ("normal", "read_only", "maintenance")
REGISTRY = {
    entry.name: entry
    for entry in (
        Entry(
            "site_name",
            mark("Name of the organisation"),
            "Lodge",
            mark("Shown in the header of every page."),
            line(80, needed=mark("Enter a name.")),
        ),
        Entry("accent", mark("Colour"), DEFAULT, mark("Of links and buttons, for example #1F5A45."), check_accent),
        Entry("about", mark("What this place is"), "", mark("Shown on the landing page and on About."), line(4000), rows=6),
        Entry(
            "mode",
            mark("How the portal is open"),
            "normal",
            mark(
                "Every node follows within five seconds. Logging in and this page work in each of them. "
                "In maintenance only the settings open for an administrator who is no owner."
            ),
            one_of(*MODES),
            choices=(
                ("normal", mark("Normal")),
                ("read_only", mark("Read-only: everything can be looked at, and nothing changed")),
                ("maintenance", mark("Maintenance: closed to everybody but owners")),
            ),
        ),
        Entry(
            "signup_mode",
            mark("Who may sign up"),
            "open",
            mark("People whom you create yourself can always log in."),
            one_of("open", "approval", "domain", "invite", "closed"),
            choices=(
                ("open", mark("Everybody")),
                ("approval", mark("Everybody, once an administrator has approved them")),
                ("domain", mark("Whoever has an address of one of the domains in the list")),
                ("invite", mark("Whoever was invited")),
                ("closed", mark("Nobody: an administrator creates each account")),
            ),
        ),
        Entry(
            "signup_domains",
            mark("Domains that may sign up"),
            "",
            mark("One a line, for example example.org. With a dot before it, .example.org, it means all its subdomains."),
            check_domains,
            rows=4,
        ),
        Entry(
            "second_factor",
            mark("Who needs a second step to log in"),
            "nobody",
            mark("Who has none yet adds one at their next log-in. Groups can ask for it as well."),
            one_of("nobody", "admins", "staff", "everybody"),
            choices=(
                ("nobody", mark("Nobody: each person decides")),
                ("admins", mark("Owners and administrators")),
                ("staff", mark("Everybody who works in the back office")),
                ("everybody", mark("Everybody")),
            ),
        ),
    )
}


def entry_of(name: str, shape: Shape) -> Entry:
    """The setting behind one of the limits."""
    return Entry(name, shape.help, shape.default, "", whole(shape.lowest, shape.highest), shape=shape)


# The numbers of the accounts' behaviour, which have a page of their own.
LIMITS = {name: entry_of(name, shape) for name, shape in SHAPES.items()}
# Not a box on a page of its own: these have pages for themselves.
PROVIDERS, BANNER, LEGAL, LOGO = "oidc_providers", "banner", "legal", "logo"
APART: dict[str, Any] = {
    PROVIDERS: [],
    BANNER: {"text": "", "audience": "everyone", "from": "", "until": ""},
    LEGAL: {},
    LOGO: {},
    # The organisation's own words for a mail in a language: {subject, text}; without them ours are sent.
    **{setting_of(kind, language): {} for kind in KINDS for language in LANGUAGES},
}
DEFAULTS: dict[str, Any] = {entry.name: entry.default for entry in (REGISTRY | LIMITS).values()} | APART
