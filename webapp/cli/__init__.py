"""The `lodge` command: what the operator at the machine does. The same commands hang on `flask --app webapp`."""

from flask.cli import FlaskGroup, ScriptInfo

from webapp.cli.forms import forms
from webapp.cli.serve import serve

COMMANDS = (forms, serve,)


def main() -> None:
    """Entry point of the console script."""
    FlaskGroup(name="lodge", help="Lodge: a portal that you run yourself.").main(
        prog_name="lodge", obj=ScriptInfo(app_import_path="webapp:create_app")
    )
