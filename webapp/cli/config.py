"""`lodge config`: the settings of the environment, as this machine has them and as README shows them."""

import json
from dataclasses import Field
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from webapp.config import ROOT, variable_of, variables
from webapp.limits import SHAPES
from webapp.models.setting import current
from webapp.models.setting_registry import DEFAULTS

SECRET = frozenset({"backup_passphrase", "secret_key", "secret_key_fallbacks", "redis_url", "smtp_url", "oidc_providers"})

config = AppGroup("config", help="Show the settings that the environment decides.")


@config.command("show")
@click.option("--markdown", "as_markdown", is_flag=True, help="The table of README: every variable, its default, what it is for.")
@click.option("--json", "as_json", is_flag=True, help="As an object.")
def show(as_markdown: bool, as_json: bool) -> None:
    """Every setting's value in force. Keys and passwords are not shown, only whether they are set."""
    if as_markdown:
        click.echo(f"{markdown()}\n\n{limits_markdown()}")
        return
    values = {variable_of(item.name): in_force(item) for item in variables()}
    values |= {variable_of(name): str(number) for name, number in limits_in_force().items()}
    if as_json:
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    for variable, value in values.items():
        click.echo(f"{variable}={value}")


def markdown() -> str:
    """The table of README; a test compares the two."""
    rows = [f"| `{variable_of(item.name)}` | {spelt_default(item)} | {item.metadata['help']} |" for item in variables()]
    return "\n".join(["| Variable | Default | What it is for |", "|---|---|---|", *rows])


def limits_markdown() -> str:
    """README's second table: the numbers that /admin/settings/limits changes too."""
    rows = [
        f"| `{variable_of(name)}` | {shape.in_words(shape.default)} | {shape.lowest:,}–{shape.highest:,} | {shape.help}. |"
        for name, shape in SHAPES.items()
    ]
    return "\n".join(["| Variable | Default | From–to | What it is |", "|---|---|---|---|", *rows])


def limits_in_force() -> dict[str, int]:
    """What the environment says, else the table; before there is a table, the defaults."""
    given = current_app.config["LODGE"].limits
    try:
        stored = current()
    except DBAPIError:
        stored = DEFAULTS
    return {name: given.get(name, stored[name]) for name in SHAPES}


def spelt_default(item: "Field[Any]") -> str:
    """The default as somebody would write it; nothing where it is worked out at start."""
    default = item.default
    if isinstance(default, Path):
        return f"`{default.relative_to(ROOT)}`"
    if isinstance(default, tuple):
        default = ",".join(default)
    return "" if default in ("", None) else f"`{default}`"


def in_force(item: "Field[Any]") -> str:
    value = getattr(current_app.config["LODGE"], item.name)
    if item.name == "database_url":
        return make_url(value).render_as_string(hide_password=True)
    if item.name in SECRET:
        return "(set)" if value else ""
    if isinstance(value, tuple):
        return ",".join(value)
    return "" if value is None else str(value)
