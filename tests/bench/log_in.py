"""What a log-in costs above the password hash that it cannot do without."""

from collections.abc import Iterator
from statistics import median
from uuid import uuid4

from werkzeug.security import generate_password_hash

from tests.bench.bare import PASSWORD
from tests.bench.client import Client
from tests.bench.processes import cpu_seconds
from tests.bench.stage import Bench, bare_server, lodges
from webapp.database import writing
from webapp.models import User

ROUNDS = 7
LOG_INS = 8


def run() -> Iterator[str]:
    with bare_server() as (bare_port, bare_pid), lodges(("sqlite", "postgresql")) as benches:
        for bench in benches:
            email = person(bench)
            log_in(bench, email), hashed(bare_port, bare_pid)
            ratios = [log_in(bench, email) / hashed(bare_port, bare_pid) for _ in range(ROUNDS)]
            spread = f"{min(ratios):.3f} to {max(ratios):.3f}"
            yield f"log-in POST against the hash alone, {bench.name}: {median(ratios):.3f}, {spread}   (asked: ≤ 1.04)"


def person(bench: Bench) -> str:
    email = f"{uuid4().hex}@example.org"
    hash_ = generate_password_hash(PASSWORD, method="scrypt:32768:8:3")
    with bench.app.app_context(), writing() as session:
        session.add(User(name="Ada Example", email=email, password_hash=hash_))
    return email


def log_in(bench: Bench, email: str) -> float:
    """CPU seconds of one POST; the page that carries its token is not counted."""
    spent = 0.0
    for _ in range(LOG_INS):
        client = Client(bench.port)
        client.get("/login")
        fields = {"csrf_token": client.token, "email": email, "password": PASSWORD}
        before = bench.cpu()
        client.post("/login", fields)
        spent += bench.cpu() - before
    return spent / LOG_INS


def hashed(port: int, pid: int) -> float:
    client, before = Client(port), cpu_seconds(pid)
    for _ in range(LOG_INS):
        client.get("/hash")
    return (cpu_seconds(pid) - before) / LOG_INS
