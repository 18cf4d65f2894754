"""`lodge secrets`: a new key, and what is stored sealed when the key changes."""

import click
from flask import current_app
from flask.cli import AppGroup

from webapp.backups.manifest import Unusable
from webapp.backups.restoring import check_unused
from webapp.backups.shelf import shelved
from webapp.cli.serving import alone
from webapp.cli.told import stop
from webapp.config import Config
from webapp.database import writing
from webapp.key_file import forget_old, is_own
from webapp.key_file import rotate as rotate_file
from webapp.models.endings import end_everybodys_log_ins
from webapp.models.receipt_key import keep_keys
from webapp.models.resealing import reseal
from webapp.sealing import Sealing
from webapp.signing import Signer

secrets = AppGroup("secrets", help="Sealed secrets. Exit codes: 0 done, 1 not, or some are opened by none of the keys.")
OLD_BACKUPS = (
    "Backups made until now are sealed with an older key, which is kept here no more. To restore one of them, "
    "put that key into LODGE_SECRET_KEY_FALLBACKS for as long as that takes."
)


@secrets.command("rotate")
@click.option("--now", "is_now", is_flag=True, help="Accept no older key from now on: everybody is logged out.")
def rotate(is_now: bool) -> None:
    """Put a new key first, seal everything with it, and keep the public keys of receipts. Lodge has to be stopped.

    The older key is accepted for 31 days more, for cookies and links that were made with it, and for backups as long as
    there are some of its time. A key that LODGE_SECRET_KEY gives is changed there, by hand: what is sealed is then sealed
    with it, and LODGE_SECRET_KEY_FALLBACKS can be left out once no backup needs it.
    """
    config: Config = current_app.config["LODGE"]
    if not is_own(config.instance, config.secret_key):
        seal_anew(config.signing_keys, is_now=is_now)
        return
    try:
        with alone(config.instance):
            check_unused()
            key = rotate_file(config.instance, min((one.made_at for one in shelved()), default=None))
            click.echo("A new key is in use.")
            try:
                seal_anew((key, *config.signing_keys), is_now=is_now)
            finally:
                if is_now:
                    forget_old(config.instance)
                    click.echo(OLD_BACKUPS, err=True)
    except Unusable as why:
        stop(why.sentence)


def seal_anew(keys: tuple[str, ...], *, is_now: bool) -> None:
    with writing():
        keep_keys(Signer(keys))
    if is_now:
        with writing():
            number = end_everybodys_log_ins("rotated")
        click.echo(f"Everybody has to log in again; log-ins ended: {number:,}.")
    done, lost = reseal(Sealing(keys))
    click.echo(f"{done:,} sealed with the key in use")
    if lost:
        stop(
            f"Opened by none of the keys: {lost:,}. People whose app it is log in with a recovery code and add it anew; "
            "the secret of a provider is typed again under /admin/settings."
        )
