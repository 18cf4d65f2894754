"""Acts of the models, done as a view does them: `does(ada, "suspend", bob, reason="…")`."""

from typing import Any

from tests.support.stage import own_context
from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db
from webapp.models.permissions import Role
from webapp.models.person import Person
from webapp.models.user import User


def person(user: User) -> Person:
    """The Person that this user is when they have just confirmed that it is them."""
    return Person(id=user.id, name=user.name, email=user.email, role=Role(user.role), authenticated_at=now())


def act(by: Person, name: str, user: User, /, **values: Any) -> Any:
    """Do one act of User inside `writing()`; an app context has to be open."""
    with writing():
        return getattr(db.session.get_one(User, user.id), name)(by=by, **values)


def does(actor: User | Person, name: str, user: User, /, **values: Any) -> Any:
    """The same, from a test."""
    by = actor if isinstance(actor, Person) else person(actor)
    with own_context():
        return act(by, name, user, **values)
