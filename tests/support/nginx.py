"""A real nginx with the configuration of deploy/, on free ports of this machine's own address."""

import datetime
import http.client
import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.run_folder import free_port
from webapp.config import ROOT

NAME = "portal.example.org"
PROGRAM = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "/usr/sbin/nginx"
# Not the address from which nginx asks Lodge: a sender is no trusted proxy.
SENDER = ("127.0.0.2", 0)
MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/lodge.conf;
}}
"""


@dataclass(frozen=True)
class Nginx:
    """A running nginx: its two ports."""

    plain: int
    secure: int

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, *, plain: bool = False, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """The answer and its whole body; `X_Forwarded_For="…"` and the like are headers."""
        sent = {"Host": NAME} | {name.replace("_", "-"): value for name, value in headers.items()}
        if plain:
            connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=20, source_address=SENDER)
        else:
            trusting = ssl.create_default_context()
            trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
            connection = http.client.HTTPSConnection(
                "127.0.0.1", self.secure, timeout=20, context=trusting, source_address=SENDER
            )
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()


@contextmanager
def nginx(folder: Path, lodge_port: int) -> Iterator[Nginx]:
    """Run nginx with deploy/nginx.conf; only its ports, its files' places and Lodge's port are other ones."""
    folder.mkdir()
    front = Nginx(free_port(), free_port())
    make_certificate(folder)
    (folder / "lodge.conf").write_text(adapted((ROOT / "deploy/nginx.conf").read_text(), folder, front, lodge_port))
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "main.conf").write_text(MAIN.format(folder=folder, user=user))
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen([PROGRAM, "-c", folder / "main.conf", "-p", folder], stdout=output, stderr=output)
    try:
        wait_for(front, process, folder)
        yield front
    finally:
        process.terminate()
        process.wait(20)


def adapted(text: str, folder: Path, front: Nginx, lodge_port: int) -> str:
    for there, here in (
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{front.plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{front.secure} "),
        ("127.0.0.1:5000", f"127.0.0.1:{lodge_port}"),
        ("/etc/ssl/portal.example.org/", f"{folder}/"),
        ("/etc/nginx/lodge_proxy.conf", f"{ROOT}/deploy/lodge_proxy.conf"),
    ):
        if there not in text:
            raise LookupError(f"deploy/nginx.conf has no {there!r} any more")
        text = text.replace(there, here)
    return text


def make_certificate(folder: Path) -> None:
    """A certificate that signs itself, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    today = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(today - datetime.timedelta(days=1)).not_valid_after(today + datetime.timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))


def wait_for(front: Nginx, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            front.ask("GET", "/", plain=True)
            return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"nginx does not answer:\n{(folder / 'output').read_text()}") from error
            time.sleep(0.05)
