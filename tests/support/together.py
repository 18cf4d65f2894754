"""Several things at the same moment, each in a thread with its own app context and its own connection."""

import threading
from collections.abc import Callable
from typing import Any

from tests.support.stage import app
from webapp.extensions import db


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run all acts at once; what each gave back, or the exception that it ended with, in their order."""
    stage, barrier = app(), threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def run(index: int, act: Callable[[], Any]) -> None:
        with stage.app_context():
            try:
                barrier.wait(10)
                outcomes[index] = act()
            except Exception as error:
                outcomes[index] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes
