"""`lodge serve`: bring the database up to date, print the address and the set-up link, answer requests."""

import gc
import os
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext
from granian import Granian
from granian.constants import Interfaces

from webapp.backups.asking import is_asked
from webapp.backups.manifest import Unusable
from webapp.cli.jobs import Child
from webapp.cli.restoring import restore_as_asked
from webapp.cli.schema import bring_up_to_date
from webapp.cli.serving import hold
from webapp.cli.told import stop
from webapp.config import Config
from webapp.connections import keep_own
from webapp.database import say_journal_mode, writing
from webapp.environments import SpokenEnvironment
from webapp.extensions import db
from webapp.models.first_run import FirstRun

# Allocations before a collection; Python's own 700 is for programs that do not make 2,000 small things a page.
COLLECT_AFTER = (20_000, 20, 20)
settled: list[Flask] = []


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Answer requests until Ctrl-C."""
    config: Config = current_app.config["LODGE"]
    place = enter(config)
    bring_up_to_date(config)
    if config.database_url.startswith("sqlite"):
        say_journal_mode()
    invitation = set_up_link(config)
    db.session.remove()
    db.engine.dispose()
    # For whoever asks for a restore in the browser: this process does it, once nobody is served.
    current_app.config["SERVER_PID"] = os.getpid()
    settled.append(settle(current_app._get_current_object()))
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "5000"))
    announce_apart(config, f"http://{reachable(host)}:{port}", invitation)
    serve_once(config, host, port)
    while is_asked(config):
        if place is not None:
            os.close(place)
        restore_as_asked(config)
        place = enter(config)
        serve_once(config, host, port)


def serve_once(config: Config, host: str, port: int) -> None:
    """Serve, with the consumer of jobs beside, until told to stop."""
    child = Child(settled[0])
    if config.jobs == "child":
        child.start()
    while not has_stopped(config, host, port):
        time.sleep(1)
    child.stop()


def enter(config: Config) -> int | None:
    """The place of a server of this instance, until it is closed. Where it cannot be had: one sentence, and exit 1.

    With PostgreSQL servers of many hosts share what they like.
    """
    if not config.database_url.startswith("sqlite"):
        return None
    try:
        return hold(config.instance)
    except Unusable as why:
        stop(why.sentence)


def settle(app: Flask) -> Flask:
    """Every template compiled, and what was made for the start taken out of the garbage collector's sight: it would walk
    through all of it again and again, and in doing so copy what the workers share with this process."""
    kept: Path = app.config["LODGE"].instance / "cache"
    kept.mkdir(mode=0o700, exist_ok=True)
    # Compiling all of them takes most of a second: it is done once, until a template changes.
    templates: SpokenEnvironment = app.jinja_env
    templates.keep_in(kept)
    for name in templates.list_templates():
        templates.of(app.config["LODGE"].locale).get_template(name)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    return app


def worker() -> Flask:
    """The application of a worker: the one made before the fork, which it shares; a new one where processes are spawned."""
    keep_own()
    return settled[0] if settled else settle(ScriptInfo(app_import_path="webapp:create_app").load_app())


def has_stopped(config: Config, host: str, port: int) -> bool:
    """Serve until told to stop: True. False when Granian gave up because one worker was killed twice in a few seconds;
    a portal that somebody's memory limit has hit must come back by itself."""
    server = Granian(
        "webapp.cli.serve:worker",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=config.workers,
        blocking_threads=config.threads,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=30,
    )
    # It leaves the program when it gives up, and comes back when it was told to stop.
    with suppress(SystemExit):
        server.serve()
    return bool(server.interrupt_signal)


def set_up_link(config: Config) -> str | None:
    """A fresh one-time link while there is no owner, also in INSTANCE/setup-url (0600)."""
    path = config.instance / "setup-url"
    if FirstRun.is_done():
        path.unlink(missing_ok=True)
        return None
    with writing():
        token = FirstRun.make_link()
    link = f"{config.base_url}/setup?token={token}"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(link + "\n")
    return link


def announce_apart(config: Config, here: str, invitation: str | None) -> None:
    """Announce from a process of its own: a thread here could hold a lock while the workers are forked, and they
    would wait for it for ever."""
    if os.fork() != 0:
        return
    try:
        announce(config, here, invitation)
    finally:
        os._exit(0)


def announce(config: Config, here: str, invitation: str | None) -> None:
    """Say the address once a worker answers there, and not before."""
    server = os.getppid()
    while not answers(f"{here}/livez"):
        if os.getppid() != server:
            return  # it could not start
        time.sleep(0.05)
    click.echo(f"Lodge answers at {config.base_url}")
    if invitation:
        click.echo(f"No owner yet. Open this link within 30 minutes to set one up:\n{invitation}")


def reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as response:  # noqa: S310 - our own loopback address
            return bool(response.status == 200)
    except (URLError, OSError):
        return False
