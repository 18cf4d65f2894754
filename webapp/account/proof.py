"""Proof of who one is, asked again of somebody who is logged in: compared first, counted inside the transaction."""

from collections.abc import Callable

from flask_login import current_user

from webapp.access import close_session
from webapp.access.sealed import sealing
from webapp.access.strongest import has_usable_passkey
from webapp.access.tries import tries
from webapp.database import read, writing
from webapp.inputs import Inputs
from webapp.languages import _, mark
from webapp.models import password
from webapp.models.factors import held_by
from webapp.models.own_account import STORED, fail_to_confirm, may_try, own
from webapp.models.second_step import SecondStep
from webapp.models.user import User
from webapp.site import has_passwords

WRONG = mark("The password is incorrect.")
WRONG_EITHER = mark("The password or the code is incorrect, or the code was used already.")


def prove(inputs: Inputs, name: str, act: Callable[[], None]) -> bool:
    """Run `act` inside `writing()` when field `name` holds the person's password; a failure is put on that field.

    False when there were too many failures and this log-in has ended: the answer is then the log-in page.
    """
    is_right = has_password(inputs[name].data or "")
    with writing():
        if is_right and may_act():
            act()
            return True
        return refuse(inputs, name, _(WRONG))


def prove_both(inputs: Inputs, act: Callable[[str], None]) -> bool:
    """The same with `password` and `code`; `act` is given in words what was used."""
    is_right = has_password(inputs["password"].data or "")
    attempt = SecondStep(current_user.id, inputs["code"].data or "", by=current_user, tries=tries(), sealing=sealing())
    attempt.compare()
    with writing():
        # The strongest that is held: who has a passkey which knows them confirms with it, or with a recovery code.
        is_right = is_right and not (attempt.step is not None and has_usable_passkey(held_by(current_user.id)))
        # A code is looked at only beside the right password, and neither answer says which of them was wrong.
        if is_right and may_act() and attempt.finish(own(current_user), is_warned=False):
            act(f"password and {attempt.method}")
            return True
        return refuse(inputs, "code", _(WRONG_EITHER))


def may_act() -> bool:
    """Whether this log-in has a try left; inside `writing()`."""
    return may_try(tries(), current_user)


def uses_password() -> bool:
    """Whether the person has a password, and passwords are used here."""
    return has_passwords() and read(STORED.where(User.id == current_user.id)).scalar() is not None


def has_password(typed: str) -> bool:
    stored = read(STORED.where(User.id == current_user.id)).scalar()
    return password.matches(stored, typed)


def refuse(inputs: Inputs, name: str, sentence: str) -> bool:
    """Count the failure inside `writing()`; False when it was one too many and ended this log-in."""
    inputs.refuse(name, sentence)
    has_ended = fail_to_confirm(tries(), current_user)
    if has_ended:
        close_session()
    return not has_ended
