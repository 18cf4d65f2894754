"""The `lodge` command: what the operator at the machine does. The same commands hang on `flask --app webapp`."""

from flask.cli import FlaskGroup, ScriptInfo

from webapp.cli.forms import forms
from webapp.cli.seed import seed
from webapp.cli.serve import serve
from webapp.cli.tidy import tidy

COMMANDS = (forms, seed, serve, tidy)


def main() -> None:
    """Entry point of the console script."""
    FlaskGroup(name="lodge", help="Lodge: a portal that you run yourself.").main(
        prog_name="lodge", obj=ScriptInfo(app_import_path="webapp:create_app")
    )
