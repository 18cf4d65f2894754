"""A list of people as somebody's spreadsheet has it: read from its bytes, and judged line by line before anybody is invited."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from webapp.database import read
from webapp.inputs import cleaned, in_one_line, is_email
from webapp.languages import _, mark
from webapp.models.group import Group
from webapp.models.invitation import Invitation
from webapp.models.permissions import MANAGING, Permission, Refused, Role, authorize
from webapp.models.person import Person
from webapp.models.role_words import role_in_words
from webapp.models.submission_export import harmless
from webapp.models.user import User, email_key, folded

MOST_LINES, MOST_BYTES, LONGEST_CELL = 5000, 1 << 20, 500
SLICE = 500
SEPARATORS = ",;\t|"
# How a column's heading may be written: in our languages, folded, without spaces and signs.
HEADINGS: Mapping[str, frozenset[str]] = {
    "email": frozenset(
        {
            "email", "emailaddress", "mail", "address", "emailadresse", "mailadresse", "adresse", "courriel", "adressemail",
            "adresseemail", "correo", "correoelectronico", "direccion", "adres", "adresemail", "poczta",
        }
    ),
    "name": frozenset({"name", "fullname", "nom", "nombre", "imie", "imieinazwisko", "nomcomplet", "nombrecompleto"}),
    "role": frozenset({"role", "rolle", "rol", "rola"}),
    "groups": frozenset({"group", "groups", "gruppe", "gruppen", "groupe", "groupes", "grupo", "grupos", "grupa", "grupy"}),
}  # fmt: skip
VERDICTS = {
    "good": mark("Will be invited"),
    "exists": mark("Has an account already"),
    "invited": mark("Is invited already"),
    "twice": mark("Stands in the list twice: the first line counts"),
    "address": mark("No email address, like name@example.org"),
    "role": mark("No role that a list can give: member, auditor or staff, and below your own"),
    "group": mark("A group of that name does not exist"),
    "sent": mark("Invited"),
    "refused": mark("Refused"),
}


class NoList(Exception):
    """Why the bytes are no list that can be used, as a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list. `number` is the line in the file; `groups` are names, with semicolons between them."""

    number: int
    email: str
    name: str = ""
    role: str = ""
    groups: str = ""
    verdict: str = "good"

    @property
    def in_words(self) -> str:
        return _(VERDICTS[self.verdict])

    @property
    def wanted_groups(self) -> list[str]:
        return [one.strip() for one in self.groups.replace(",", ";").split(";") if one.strip()]

    def document(self) -> dict[str, Any]:
        return asdict(self)


def read_list(raw: bytes) -> list[Line]:
    """The lines of a CSV file, however its spreadsheet wrote it. Raises NoList."""
    if len(raw) > MOST_BYTES:
        raise NoList(_("The list is too large: cut it into files of %(most)s lines or fewer.", most=MOST_LINES))
    text = decoded(raw)
    if "\0" in text:
        raise NoList(_("This is no list in plain text. In your spreadsheet choose “Save as” and CSV."))
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)) if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise NoList(_("The list cannot be read as CSV. Save it anew from your spreadsheet.")) from error
    if not rows:
        raise NoList(_("The list is empty. Put one person in each line, with an email address."))
    places = places_of(rows[0])
    has_headings = bool(places)
    people = rows[1:] if has_headings else rows
    if has_headings and "email" not in places:
        raise NoList(_("No column of the list is called Email. Give the column with the addresses that heading."))
    if not people:
        raise NoList(_("The list has headings and nobody below them."))
    if len(people) > MOST_LINES:
        raise NoList(_("The list has more than %(most)s lines. Cut it into several.", most=MOST_LINES))
    return [line_of(row, number, places) for number, row in enumerate(people, 2 if has_headings else 1)]


def decoded(raw: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, or what Windows wrote before."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def separator_of(text: str) -> str:
    """The one that stands most often in the first line that has any."""
    for line in text.splitlines():
        counts = {sign: line.count(sign) for sign in SEPARATORS}
        if any(counts.values()):
            return max(counts, key=lambda sign: counts[sign])
    return ","


def places_of(row: Sequence[str]) -> dict[str, int]:
    """Column → its place, where the first line has headings; empty where it is a person already."""
    if any("@" in cell for cell in row):
        return {}
    headings = ["".join(sign for sign in folded(cell) if sign.isalnum()) for cell in row]
    return {
        name: place
        for place, heading in reversed(list(enumerate(headings)))
        for name, known in HEADINGS.items()
        if heading in known
    }


def line_of(row: Sequence[str], number: int, places: Mapping[str, int]) -> Line:
    cells = [(in_one_line(cleaned(cell)) or "")[:LONGEST_CELL] for cell in row]
    if places:
        told = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        return Line(number, **{"email": "", **told})
    email = next((cell for cell in cells if "@" in cell), cells[0])
    name = next((cell for cell in cells if cell and cell != email), "")
    return Line(number, email, name)


def judged(lines: Iterable[Line], *, by: Person) -> list[Line]:
    """Each line with what would become of it now; nothing is written."""
    some = list(lines)
    taken, invited, groups = known_addresses(some), open_invitations(some), group_ids()
    seen: set[str] = set()
    found = []
    for line in some:
        verdict = verdict_of(line, by, groups)
        key = email_key(line.email) if verdict != "address" else ""
        if verdict == "good":
            verdict = "twice" if key in seen else "exists" if key in taken else "invited" if key in invited else "good"
        if key:
            seen.add(key)
        found.append(Line(line.number, line.email, line.name, line.role, line.groups, verdict))
    return found


def verdict_of(line: Line, by: Person, groups: Mapping[str, int]) -> str:
    if len(line.email) > 254 or not is_email(line.email):
        return "address"
    if not may_give(role_of(line), by):
        return "role"
    return "good" if all(folded(name) in groups for name in line.wanted_groups) else "group"


def role_of(line: Line) -> Role | None:
    """By its name here or in the reader's language; None where there is no such role."""
    wanted = folded(line.role)
    if not wanted:
        return Role.MEMBER
    return next((role for role in Role if wanted in {role.value, folded(role_in_words(role.value))}), None)


def may_give(role: Role | None, by: Person) -> bool:
    """Who manages people is invited one by one: each of these is confirmed every time."""
    if role is None or role in MANAGING:
        return False
    if role is Role.MEMBER:
        return True
    try:
        authorize(by, Permission.USERS_ROLE_WRITE, None, {"role": role})
    except Refused as refused:
        return refused.rule == "R5"
    return True


def known_addresses(lines: Sequence[Line]) -> set[str]:
    return found_keys(User.email_key, lines)


def open_invitations(lines: Sequence[Line]) -> set[str]:
    is_open = Invitation.used_at.is_(None) & Invitation.revoked_at.is_(None)
    return found_keys(Invitation.email_key, lines, is_open)


def found_keys(column: Any, lines: Sequence[Line], *conditions: Any) -> set[str]:
    keys, found = [email_key(line.email) for line in lines if line.email], set[str]()
    for start in range(0, len(keys), SLICE):
        found |= set(read(select(column).where(column.in_(keys[start : start + SLICE]), *conditions)).scalars())
    return found


def group_ids() -> dict[str, int]:
    """Folded name → id."""
    return {row.name_key: row.id for row in read(select(Group.id, Group.name_key))}


def csv_of(lines: Iterable[Line]) -> Iterator[str]:
    """The list with what became of each line, for a spreadsheet."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([_("Line"), _("Email"), _("Name"), _("Role"), _("Groups"), _("Result")])
    for line in lines:
        cells = [line.email, line.name, line.role, line.groups, line.in_words]
        writer.writerow([line.number, *map(harmless, cells)])
    yield buffer.getvalue()
