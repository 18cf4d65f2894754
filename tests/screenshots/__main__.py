"""Writes build/screenshots/<page>-<width>-<scheme>.png; words in ARGS narrow it to pages whose names begin with them.

With LODGE_LOCALE=de the pages are in German, in build/screenshots/de; what is done on a page by its words is left out then.
"""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.screenshots.acts import Shot
from tests.screenshots.camera import Camera
from tests.screenshots.shots import BY_MAIL, SET_UP, SHOTS
from tests.screenshots.stage import Scene, set_mailing_scene, set_scene
from tests.support.chromium import launch
from tests.support.live import serve
from webapp.config import ROOT
from webapp.languages import ENGLISH

LANGUAGE = os.environ.get("LODGE_LOCALE", ENGLISH)
FOLDER = ROOT / "build" / "screenshots" / ("" if LANGUAGE == ENGLISH else LANGUAGE)
ROWS = 3000
# Longer lists only repeat themselves.
TALLEST = 4000
HEIGHT = "document.documentElement.scrollHeight"
# A mail server that is not there: nothing of these pages leaves.
NOBODY = "smtp://127.0.0.1:9?tls=none"
NAME = "Youth Office Hallstatt"


def main(names: tuple[str, ...]) -> int:
    wanted = [shot for shot in SHOTS if shot.name.startswith(names or "") and not (shot.act and LANGUAGE != ENGLISH)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    missed = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder) / "instance", site_name=NAME, locale=LANGUAGE) as live,
        serve(Path(folder) / "mailing", site_name=NAME, smtp_url=NOBODY, jobs="off", workers="1", locale=LANGUAGE) as mailing,
        sync_playwright() as playwright,
    ):
        chromium = launch(playwright)
        empty = Scene(live, {}, {"set_up": live.set_up_url})
        missed += take(Camera(chromium, empty, "light"), [shot for shot in SET_UP if shot.name.startswith(names or "")])
        by_mail = set_mailing_scene(mailing)
        for scheme in ("light", "dark"):
            missed += take(Camera(chromium, by_mail, scheme), [shot for shot in BY_MAIL if shot.name.startswith(names or "")])
        scene = set_scene(live, ROWS)
        for scheme in ("light", "dark"):
            missed += take(Camera(chromium, scene, scheme), wanted)
        chromium.close()
    print(f"{FOLDER}: {len(list(FOLDER.glob('*.png')))} pictures, {missed} pages could not be shown")
    return 1 if missed else 0


def take(camera: Camera, shots: list[Shot]) -> int:
    """Returns how many pages could not be shown; the others are taken all the same."""
    missed = 0
    with camera:
        for shot in shots:
            try:
                for width, page in camera.views(shot):
                    size = {"width": page.viewport_size["width"], "height": min(page.evaluate(HEIGHT), TALLEST)}
                    path = FOLDER / f"{shot.name}-{width}-{camera.scheme}.png"
                    page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, **size})
            except Error as error:
                missed += 1
                print(f"{shot.name} ({shot.path}, {camera.scheme}): {error}", file=sys.stderr)
    return missed


sys.exit(main(tuple(sys.argv[1:])))
