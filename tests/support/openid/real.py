"""npm's oidc-provider in a process of its own, and a person's browser there."""

import html
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests

from tests.support.run_folder import free_port
from webapp.config import ROOT
from webapp.providers import Provider

HERE = Path(__file__).parent
PATIENCE = 30


@dataclass(frozen=True)
class Real:
    """A running oidc-provider, of which "lodge" is a client."""

    issuer: str

    def provider(self, slug: str = "acme", **values: object) -> Provider:
        """It as the settings name it."""
        given = {"label": "Acme", "issuer": self.issuer, "client_id": "lodge", "client_secret": "a secret of this client alone"}
        return Provider(slug=slug, **(given | values))  # type: ignore[arg-type]


@contextmanager
def running(*redirects: str) -> Iterator[Real]:
    """Start it; `redirects` are the addresses to which it sends browsers back."""
    found = sorted((ROOT / ".cache").glob("oidc-provider-*/node_modules"))
    if not found:
        raise RuntimeError("oidc-provider is not there. Run: bash tests/support/machine.sh")
    port = free_port()
    command = ["node", str(HERE / "provider.mjs"), str(found[-1].parent), str(port), *redirects]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        real = Real(f"http://127.0.0.1:{port}")
        wait_for(real.issuer, process)
        yield real
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_for(issuer: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            requests.get(f"{issuer}/.well-known/openid-configuration", timeout=5).raise_for_status()
            return
        except requests.RequestException as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("oidc-provider does not answer") from error
            time.sleep(0.05)


class There:
    """A person's browser at the provider. It stays logged in there as long as this object is used."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.asked = 0

    def log_in(self, address: str, name: str = "ada") -> str:
        """Go to the provider, be `name` when it asks, agree to all; returns where it sends the browser back."""
        response = self.session.get(address, allow_redirects=False, timeout=10)
        for _ in range(20):
            if 300 <= response.status_code < 400:
                there = urljoin(response.url, response.headers["Location"])
                if urlsplit(there).hostname == "localhost":
                    return there.removeprefix("http://localhost")
                response = self.session.get(there, allow_redirects=False, timeout=10)
            else:
                response = self.answer(response, name)
        raise AssertionError("the provider sends the browser in circles")

    def answer(self, page: requests.Response, name: str) -> requests.Response:
        if page.status_code != 200:
            raise AssertionError(f"the provider says {page.status_code}: {page.text[:2000]}")
        action = html.unescape(re.findall(r'<form[^>]*action="([^"]+)"', page.text)[0])
        prompt = re.findall(r'name="prompt" value="([^"]+)"', page.text)[0]
        self.asked += prompt == "login"
        typed = {"prompt": prompt, "login": name, "password": "any"}
        return self.session.post(urljoin(page.url, action), data=typed, allow_redirects=False, timeout=10)
