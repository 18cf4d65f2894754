"""The Flask extensions, made here and bound to the application in `create_app`."""

from typing import Any

from flask import g
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine

from webapp.columns import Base


class JoiningSession(Session):
    """Works in the transaction that `writing()` has begun, where there is one."""

    def get_bind(self, *asked: Any, **more: Any) -> Engine | Connection:
        writer: Connection | None = g.get("writer")
        return super().get_bind(*asked, **more) if writer is None else writer


# Reading a committed row again after `writing()` costs a select and can change under our feet; views answer at once.
db = SQLAlchemy(model_class=Base, session_options={"class_": JoiningSession, "expire_on_commit": False})
migrate = Migrate(directory="webapp/migrations")
login = LoginManager()
csrf = CSRFProtect()
