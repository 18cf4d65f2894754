"""The `lodge` command: what the operator at the machine does. The same commands hang on `flask --app webapp`."""

import sys

from flask.cli import FlaskGroup, ScriptInfo

from webapp.cli.backup import backup, restore
from webapp.cli.config import config
from webapp.cli.doctor import doctor
from webapp.cli.events import events
from webapp.cli.forms import forms
from webapp.cli.groups import groups
from webapp.cli.jobs import worker
from webapp.cli.long_jobs import jobs
from webapp.cli.mode import mode
from webapp.cli.receipts import receipts
from webapp.cli.secrets import secrets
from webapp.cli.seed import seed
from webapp.cli.serve import serve
from webapp.cli.submissions import submissions
from webapp.cli.tidy import tidy
from webapp.cli.user_import import users
from webapp.config import Config
from webapp.config_values import ConfigError

COMMANDS = (
    backup,
    config,
    doctor,
    events,
    forms,
    groups,
    jobs,
    mode,
    receipts,
    restore,
    secrets,
    seed,
    serve,
    submissions,
    tidy,
    users,
    worker,
)


def main() -> None:
    """Entry point of the console script. A setting that cannot be used is one sentence, and exit 1."""
    try:
        Config.read()
    except ConfigError as wrong:
        sys.exit(str(wrong))
    FlaskGroup(name="lodge", help="Lodge: a portal that you run yourself.").main(
        prog_name="lodge", obj=ScriptInfo(app_import_path="webapp:create_app")
    )
