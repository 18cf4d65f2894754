"""The consumer of jobs: as a child of `lodge serve`, which starts it again, and as `lodge worker` on its own."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from webapp.bell import hang
from webapp.config import Config
from webapp.extensions import db
from webapp.jobs.slot import Slot, place

# Seconds: before a consumer that has ended is followed by the next; a short life doubles them.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
LONG_LIFE = 60.0
PATIENCE = 30.0
LOOK = 1.0


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Do jobs until Ctrl-C: send mail, drop what has expired. As many as you like, with PostgreSQL or Redis."""
    app: Flask = current_app._get_current_object()
    config: Config = app.config["LODGE"]
    slot = Slot.first_free(config.instance)
    if slot is None:
        raise click.ClickException("64 workers of this instance are running already.")
    click.echo("Doing jobs.", err=True)
    consume(app, slot)


def consume(app: Flask, slot: Slot, parent: int | None = None) -> None:
    """Be the consumer. huey loads every driver that it finds, 13 MB of them: it finds those that are in use."""
    config: Config = app.config["LODGE"]
    if not config.redis_url:
        sys.modules.setdefault("redis", None)  # type: ignore[arg-type]
    if not config.database_url.startswith("postgresql"):
        sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
    import_module("webapp.jobs.consumer").run(app, slot, parent)


class Child:
    """The consumer beside the workers of `lodge serve`. It shares their memory, and is started again when it dies.

    Signals tell of its end, no thread: a thread could hold a lock while workers are forked.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.owner = os.getpid()
        self.pid = 0
        self.born = 0.0
        self.pause = FIRST_PAUSE
        self.is_stopping = False

    def start(self) -> None:
        """Begin, and watch over it from now on."""
        hang()
        signal.signal(signal.SIGCHLD, self.somebody_ended)
        signal.signal(signal.SIGALRM, self.fork)
        self.fork()

    def fork(self, number: int = 0, frame: FrameType | None = None) -> None:
        if self.is_stopping or self.pid or os.getpid() != self.owner:
            return
        self.born = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            live(self.app, self.owner)

    def somebody_ended(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Some child has ended. If it is this one, the next begins after a pause."""
        if os.getpid() != self.owner or not self.pid or not has_ended(self.pid):
            return
        self.pid = 0
        if self.is_stopping:
            return
        is_short = time.monotonic() - self.born < LONG_LIFE
        self.pause = min(self.pause * 2, LONGEST_PAUSE) if is_short else FIRST_PAUSE
        signal.setitimer(signal.ITIMER_REAL, self.pause / 2)

    def stop(self) -> None:
        """Let it finish what it does, and no longer than PATIENCE."""
        self.is_stopping = True
        deadline = time.monotonic() + PATIENCE
        with suppress(ProcessLookupError):
            if self.pid:
                os.kill(self.pid, signal.SIGTERM)
            while self.pid and not has_ended(self.pid):
                if time.monotonic() > deadline:
                    os.kill(self.pid, signal.SIGKILL)
                time.sleep(0.05)


def has_ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return True


def live(app: Flask, parent: int) -> None:
    """The child's whole life. It never returns into what its parent was doing."""
    code = 1
    try:
        for number in (signal.SIGCHLD, signal.SIGALRM, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        close_listeners()
        with app.app_context():
            db.engine.dispose(close=False)
        slot = Slot(place(app.config["LODGE"].instance))
        wait_until(slot.take, parent)
        consume(app, slot, parent)
        code = 0
    except Exception as error:
        click.echo(f"The consumer of jobs ended: {type(error).__name__}: {error}", err=True)
    finally:
        os._exit(code)


def wait_until(is_so: Callable[[], bool], parent: int) -> None:
    """Another server may run on this instance: its consumer does the work, until it is gone."""
    while not is_so():
        if os.getppid() != parent:
            os._exit(0)
        time.sleep(LOOK)


def close_listeners() -> None:
    """A consumer that is started late has inherited the server's socket: people would wait there for an answer."""
    for name in [path.name for path in Path("/proc/self/fd").glob("*")]:
        with suppress(OSError, ValueError):
            copy = socket.socket(fileno=os.dup(int(name)))
            is_listening = copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            copy.close()
            if is_listening:
                os.close(int(name))
