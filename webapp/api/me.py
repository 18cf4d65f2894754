"""Who a token belongs to and what it may do: what a program asks first."""

from typing import Any

from flask import Blueprint, g
from flask_login import current_user

from webapp.access.bearer import by_token

bp = Blueprint("me", __name__)


@bp.get("/me")
@by_token
def show() -> dict[str, Any]:
    return {
        "id": current_user.id,
        "name": current_user.name,
        "email": current_user.email,
        "role": current_user.role.value,
        "scopes": sorted(current_user.permissions),
        "token": {"name": g.bearer_row.token_name, "expires_at": g.bearer_row.expires_at.isoformat()},
    }
