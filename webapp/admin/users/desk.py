"""The desk for people: its blueprint, how a person is found, and how much of them is shown to whom."""

from dataclasses import dataclass

from flask import Blueprint
from flask_login import current_user

from webapp.extensions import db
from webapp.models.masking import masked_email, masked_name
from webapp.models.permissions import Permission
from webapp.models.user import User

bp = Blueprint("users", __name__, url_prefix="/users")

# tone of a tag by status; an uncommon status stands out
TONES = {"active": "good", "pending": "warning", "suspended": "danger", "deleted": "neutral", "erased": "neutral"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the one who looks may see of a person."""

    name: str
    email: str
    is_masked: bool


def find(user_id: int) -> User:
    return db.get_or_404(User, user_id)


def shown(user: User) -> Shown:
    if current_user.can(Permission.USERS_READ_UNMASKED):
        return Shown(user.name, user.email, False)
    return Shown(masked_name(user.name), masked_email(user.email), True)
