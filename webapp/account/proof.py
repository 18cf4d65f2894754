"""The password asked again of somebody who is logged in: compared outside the transaction, failures counted inside."""

from collections.abc import Callable

from flask_login import current_user

from webapp.access import close_session
from webapp.access.tries import tries
from webapp.database import read, writing
from webapp.inputs import Inputs
from webapp.models import password
from webapp.models.own_account import STORED, fail_to_confirm, may_try
from webapp.models.user import User

WRONG = "The password is incorrect."


def prove(inputs: Inputs, name: str, act: Callable[[], None]) -> bool:
    """Run `act` inside `writing()` when field `name` holds the person's password; a failure is put on that field.

    False when there were too many failures and this log-in has ended: the answer is then the log-in page.
    """
    stored = read(STORED.where(User.id == current_user.id)).scalar()
    is_right = password.matches(stored, inputs[name].data or "")
    has_ended = False
    with writing():
        if is_right and may_try(tries(), current_user):
            act()
        else:
            inputs.refuse(name, WRONG)
            has_ended = fail_to_confirm(tries(), current_user)
    if has_ended:
        close_session()
    return not has_ended
