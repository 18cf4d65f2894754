"""`lodge doctor`: what is not as it should be on this machine, and what mends it."""

import json
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from webapp.checkup.findings import findings
from webapp.checkup.machine import check_passwords
from webapp.config import Config


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="A list of findings, each with what mends it.")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Look for what is not as it should be. Exit 1 when there is something, with what mends it."""
    config: Config = current_app.config["LODGE"]
    found = findings(config)
    if as_json:
        click.echo(json.dumps([{"finding": finding, "fix": fix} for finding, fix in found], indent=1))
        sys.exit(1 if found else 0)
    for advice in check_passwords():
        click.echo(f"{advice}\n  Set it under /admin/settings, or require a second step from everybody.")
    for problem, remedy in found:
        click.echo(f"{problem}\n  {remedy}")
    if found:
        sys.exit(1)
    click.echo("All is as it should be.")
