"""`lodge users`, what an account holds: its address and name, its groups, the link for a new password, and invitations to it."""

from typing import Any

import click
from sqlalchemy import select

from webapp.cli.told import NOT_FOUND, line_of, stop
from webapp.cli.users import INVITED, LONGEST_NAME, acting, adding, address, found, group_named, shape_of, users
from webapp.extensions import db
from webapp.models import inviting
from webapp.models.belonging import groups_of, put_in_groups
from webapp.models.invitation import Invitation
from webapp.models.password_link import make_password_link
from webapp.models.person import Person
from webapp.models.user import User, email_key
from webapp.site import sends_mail

# `users` with what this file adds to it.
__all__ = ["users"]


@users.command("change")
@click.argument("email")
@click.option("--name", help="The new name.")
@click.option("--email", "new_email", help="The new address; it counts as unconfirmed.")
def change(email: str, name: str | None, new_email: str | None) -> None:
    """Set name or address. The person is told about a new address."""
    problem = shape_of(new_email) if new_email is not None else None
    if problem:
        stop(problem)
    name = line_of(name, LONGEST_NAME, called="name") if name is not None else None
    user = found(email)
    typed = {"name": name, "email": new_email}
    values = {field: value for field, value in typed.items() if value is not None}
    tell(user, adding(lambda: user.change(by=Person.command_line(), version=user.version, **values)))


def tell(user: User, changed: bool) -> None:
    click.echo(f"{user.email}: done" if changed else f"{user.email}: nothing to do")


@users.command("confirm-address")
@click.argument("email")
def confirm_address(email: str) -> None:
    """Note that the address is this person's, on your word."""
    acting(email, "confirm_address")


@users.command("reset-link")
@click.argument("email")
def reset_link(email: str) -> None:
    """Print a link with which somebody sets their password once: a new one (60 minutes by default), or their first (7 days)."""
    user = found(email)
    _, token = adding(lambda: make_password_link(user, by=Person.command_line()))
    click.echo(address("auth.links.open_one", token))


@users.command("add-group")
@click.argument("email")
@click.argument("group")
def add_group(email: str, group: str) -> None:
    """Put somebody into a group."""
    regroup(email, group, is_in=True)


@users.command("remove-group")
@click.argument("email")
@click.argument("group")
def remove_group(email: str, group: str) -> None:
    """Take somebody out of a group."""
    regroup(email, group, is_in=False)


def regroup(email: str, name: str, *, is_in: bool) -> None:
    user, group_id = found(email), group_named(name)

    def act() -> bool:
        others = set(groups_of(user.id)) - {group_id}
        return put_in_groups(user, sorted(others | {group_id} if is_in else others), by=Person.command_line())

    tell(user, adding(act))


@users.command("invite-again")
@click.argument("email")
def invite_again(email: str) -> None:
    """Make a newer link for an invitation; the older one is dead. Mailed, or printed where no mail is sent."""
    invitation = invited(email)
    mailed = (lambda token: address(INVITED, token)) if sends_mail() else None
    token = adding(lambda: inviting.send_again(invitation, by=Person.command_line(), link_to=mailed))
    click.echo(f"{invitation.email}: the invitation was mailed" if mailed else address(INVITED, token))


@users.command("revoke-invitation")
@click.argument("email")
def revoke_invitation(email: str) -> None:
    """Make an invitation open nothing."""
    invitation = invited(email)
    adding(lambda: inviting.revoke(invitation, by=Person.command_line()))
    click.echo(f"{invitation.email}: the invitation was revoked")


def invited(email: str) -> Any:
    """The open invitation of an address; there is one at a time."""
    is_open = Invitation.used_at.is_(None) & Invitation.revoked_at.is_(None)
    invitation = db.session.scalar(select(Invitation).where(Invitation.email_key == email_key(email), is_open))
    if invitation is None:
        stop(f"No invitation to {email} is open.", NOT_FOUND)
    return invitation
