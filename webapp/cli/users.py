"""`lodge users`: people, for the operator at the machine. What it changes stands in the log as `cli:<os user>`."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import click
from flask import current_app, url_for
from flask.cli import AppGroup
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError

from webapp.cli.told import NOT_FOUND, harmless, line_of, stop, tell_all
from webapp.clock import now
from webapp.config import Config
from webapp.database import CONSTRAINT_MESSAGES, constraint_of, read, writing
from webapp.extensions import db
from webapp.inputs import EMAIL_EXAMPLE, is_email
from webapp.models import inviting
from webapp.models.group import Group
from webapp.models.new_person import create_with_password
from webapp.models.password import make_hash, problem_with
from webapp.models.password_link import make_log_in_link
from webapp.models.permissions import Refused, Role
from webapp.models.person import Person
from webapp.models.user import STATUSES, User, folded
from webapp.site import sends_mail, settings

ROLES = click.Choice([role.value for role in Role])
TAKEN = "Another person already uses that email address."
SLICE = 1000
# As the columns of "user" hold them.
LONGEST_NAME, LONGEST_REASON = 200, 500
INVITED = "auth.invitations.open_one"
COLUMNS: tuple[Any, ...] = (User.id, User.email, User.name, User.role, User.status)

EXIT_CODES = "Exit codes: 0 done, 1 not done (reason on standard error), 2 wrong usage, 4 no such address."


class UserCommands(AppGroup):
    """Commands whose help ends with what their exit codes mean."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        cmd.epilog = EXIT_CODES
        super().add_command(cmd, name)


users = UserCommands("users", help="People.", epilog=EXIT_CODES)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@users.command("create")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=ROLES, default=Role.MEMBER.value, show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def create(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Make a confirmed account that works at once."""
    name = line_of(name, LONGEST_NAME, called="name")
    typed = sys.stdin.readline().rstrip("\r\n") if password_stdin else ask_password()
    values = settings()
    personal = (name, email, values["site_name"])
    problem = problem_with(typed, shortest=values["password_min_length"], personal=personal) or shape_of(email)
    if problem:
        stop(problem)
    hashed = make_hash(typed)
    adding(lambda: create_with_password(by=Person.command_line(), name=name, email=email, role=Role(role), password_hash=hashed))
    click.echo(email)


@users.command("invite")
@click.argument("email")
@click.option("--name", default="", help="As you know them; they write it as they like.")
@click.option("--role", type=ROLES, default=Role.MEMBER.value, show_default=True, help="Offered: they accept it.")
@click.option("--group", "groups", multiple=True, help="Name of a group to belong to; may be given several times.")
def invite(email: str, name: str, role: str, groups: tuple[str, ...]) -> None:
    """Invite an address: the link with which its person joins (7 days by default) is mailed, or printed where no mail is sent."""
    problem = shape_of(email)
    if problem:
        stop(problem)
    name = line_of(name, LONGEST_NAME, called="name") if name else ""
    ids = [group_named(name) for name in groups]
    mailed = (lambda token: address(INVITED, token)) if sends_mail() else None
    values: dict[str, Any] = {"role": Role(role), "group_ids": ids, "rules": settings(), "link_to": mailed}
    made = adding(lambda: inviting.invite(by=Person.command_line(), email=email, name=name, **values))
    # A link that others have seen proves no mailbox.
    click.echo(f"{email}: the invitation was mailed" if mailed else address(INVITED, made[1]))


def group_named(name: str) -> int:
    found = read(select(Group.id).where(Group.name_key == folded(name))).scalar()
    if found is None:
        stop(f"No group is called {name}.")
    return int(found)


def ask_password() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def shape_of(email: str) -> str | None:
    return None if is_email(email) else str(EMAIL_EXAMPLE)


def adding(act: Callable[[], Any]) -> Any:
    try:
        with writing():
            return act()
    except Refused as refused:
        stop(refused.sentence)
    except IntegrityError as error:
        stop(CONSTRAINT_MESSAGES.get(constraint_of(error) or "", ("", TAKEN))[1])


@users.command("list")
@click.option("--role", type=ROLES)
@click.option("--status", type=click.Choice(STATUSES))
@as_json
def list_(role: str | None, status: str | None, as_json: bool) -> None:
    """Print people by number, however many there are: id, email, name, role, status, under these names in JSON."""
    tell_all(everybody({"role": role, "status": status}), as_json=as_json)


def everybody(wanted: dict[str, str | None]) -> Iterator[dict[str, Any]]:
    """In slices by number, so that nobody waits for a long walk."""
    conditions = [getattr(User, name) == value for name, value in wanted.items() if value is not None]
    following = select(*COLUMNS).where(User.id > bindparam("last"), *conditions).order_by(User.id).limit(SLICE)
    last = 0
    while rows := read(following, {"last": last}).all():
        yield from (dict(row._mapping) for row in rows)
        last = rows[-1].id
        db.session.rollback()


@users.command("show")
@click.argument("email")
@as_json
def show(email: str, as_json: bool) -> None:
    """Print what is known about one person; in JSON an array of one, times in UTC as ISO 8601, or null."""
    user = found(email)
    facts: dict[str, Any] = {name: getattr(user, name) for name in ("id", "email", "name", "role", "granted_role", "status")}
    moments = ("created_at", "email_confirmed_at", "last_seen_at", "suspended_until", "deleted_at", "deletion_due_at")
    facts |= {name: spelt(getattr(user, name)) for name in moments}
    if as_json:
        tell_all([facts], as_json=True)
        return
    for name, value in facts.items():
        click.echo(f"{name:<20} {'' if value is None else harmless(str(value))}")


def spelt(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


@users.command("suspend")
@click.argument("email")
@click.option("--reason", required=True)
@click.option("--days", type=click.IntRange(1, 3650), help="Lapse by itself after so many days.")
@click.option("--tell", is_flag=True, help="Let the person read the reason.")
def suspend(email: str, reason: str, days: int | None, tell: bool) -> None:
    """Log somebody out and keep them out."""
    reason, until = line_of(reason, LONGEST_REASON, called="reason"), now() + timedelta(days=days) if days else None
    acting(email, "suspend", reason=reason, until=until, is_reason_visible=tell)


@users.command("unsuspend")
@click.argument("email")
def unsuspend(email: str) -> None:
    """Let somebody in again."""
    acting(email, "unsuspend")


@users.command("approve")
@click.argument("email")
def approve(email: str) -> None:
    """Let in somebody who signed up and waits."""
    acting(email, "approve")


@users.command("reject")
@click.argument("email")
@click.option("--reason", default="", help="Told to the person.")
def reject(email: str, reason: str) -> None:
    """Turn away somebody who signed up and waits."""
    acting(email, "reject", reason=line_of(reason, LONGEST_REASON, called="reason") if reason else "")


@users.command("set-role")
@click.argument("email")
@click.argument("role", type=ROLES)
def set_role(email: str, role: str) -> None:
    """Give a role at once, without asking its person."""
    acting(email, "set_role", role=Role(role))


@users.command("delete")
@click.argument("email")
@click.confirmation_option(prompt="Lock this account out and delete it once it cannot be restored any more?")
def delete(email: str) -> None:
    """Hide an account and lock it out; it can be restored for 30 days by default."""
    acting(email, "delete")


@users.command("restore")
@click.argument("email")
def restore(email: str) -> None:
    """Undo a deletion."""
    acting(email, "restore")


@users.command("log-out")
@click.argument("email")
def log_out(email: str) -> None:
    """End every log-in of somebody."""
    acting(email, "log_out_everywhere")


def acting(email: str, act: str, **values: Any) -> None:
    """Do one act of User; nothing to do is no failure."""
    user = found(email)
    try:
        with writing():
            changed = getattr(user, act)(by=Person.command_line(), **values)
    except Refused as refusal:
        stop(str(refusal))
    click.echo(f"{user.email}: {user.role}, {user.status}" if changed else f"{user.email}: nothing to do")


@users.command("reset-factors")
@click.argument("email")
@click.option("--reason", required=True, help="They read it in the mail.")
def reset_factors(email: str, reason: str) -> None:
    """Take every second factor from somebody who has lost theirs."""
    acting(email, "reset_factors", reason=line_of(reason, LONGEST_REASON, called="reason"))


@users.command("login-link")
@click.argument("email")
def log_in_link(email: str) -> None:
    """Print a link that logs somebody in once, within 10 minutes."""
    user = found(email)
    try:
        with writing():
            token = make_log_in_link(user, by=Person.command_line())
    except Refused as refusal:
        stop(str(refusal))
    click.echo(address("auth.log_in_link.open_one", token))


def found(email: str) -> User:
    user = db.session.scalar(User.with_email(email))
    if user is None:
        stop(f"Nobody has the address {email}.", NOT_FOUND)
    return user


def address(endpoint: str, token: str) -> str:
    """A one-time link on the address that people use."""
    config: Config = current_app.config["LODGE"]
    with current_app.test_request_context():
        return config.base_url + url_for(endpoint, token=token)
