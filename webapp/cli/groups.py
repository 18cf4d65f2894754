"""`lodge groups`: who forms can be for."""

from flask.cli import AppGroup

from webapp.cli.told import tell_all
from webapp.cli.users import as_json
from webapp.models.belonging import groups_with_sizes

groups = AppGroup("groups", help="Groups of people.")


@groups.command("list")
@as_json
def list_(as_json: bool) -> None:
    """Print all groups by name."""
    tell_all((dict(row._mapping) for row in groups_with_sizes()), as_json=as_json)
