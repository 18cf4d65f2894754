"""`lodge secrets`: what is stored sealed, when the key changes."""

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.cli.told import stop
from webapp.database import writing
from webapp.models.receipt_key import keep_keys
from webapp.models.resealing import reseal
from webapp.sealing import Sealing
from webapp.signing import Signer

secrets = AppGroup("secrets", help="Sealed secrets. Exit codes: 0 done, 1 some are opened by none of the keys.")


@secrets.command("rotate")
def rotate() -> None:
    """Seal everything with the key in use and keep the public keys of receipts.

    After that the older keys of LODGE_SECRET_KEY_FALLBACKS can be left out.
    """
    with writing():
        keep_keys(Signer(current_app.config["LODGE"].signing_keys))
    done, lost = reseal(Sealing(current_app.config["LODGE"].signing_keys))
    click.echo(f"{done:,} sealed with the key in use")
    if lost:
        stop(
            f"Opened by none of the keys: {lost:,}. People whose app it is log in with a recovery code and add it anew; "
            "the secret of a provider is typed again under /admin/settings."
        )
