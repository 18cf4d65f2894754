"""Settings as they stand in the table: `setting(signup_mode="approval")`."""

from typing import Any

from tests.support.stage import app, saving
from webapp.models.setting import Setting


def setting(**values: Any) -> None:
    with saving() as session:
        for name, value in values.items():
            session.merge(Setting(name=name, value=value))
    app().extensions.pop("lodge_settings", None)
