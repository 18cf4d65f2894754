"""CPU per request of server plus database, against a bare Flask page of the same size, interleaved round by round."""

from collections.abc import Callable
from statistics import median

from tests.bench.client import Client
from tests.bench.processes import cpu_seconds
from tests.bench.stage import Bench, bare_server, lodges

ROUNDS = 7
REQUESTS = 150
SUBMISSIONS = 40
# What the issue asks for: page → database → the highest ratio that will do.
LIMITS = {
    ("log-in page", "sqlite"): 4.0,
    ("log-in page", "postgresql"): 4.0,
    ("home, five forms", "sqlite"): 3.5,
    ("home, five forms", "postgresql"): 5.5,
    ("whole submission", "sqlite"): 32.0,
    ("whole submission", "postgresql"): 60.0,
}
ANSWERS = {"f_name1": "Ada", "f_mail1": "ada@example.org", "f_days1": "3", "f_swim1": "yes", "f_more1": "No."}
Lap = Callable[[], int]


def run(databases: tuple[str, ...] = ("sqlite", "postgresql")) -> list[str]:
    lines = [f"{'page':<20} {'database':<11} {'bare µs':>8} {'lodge µs':>9} {'ratio':>6} {'min':>6} {'max':>6} {'asked':>6}"]
    with bare_server() as (bare_port, bare_pid), lodges(databases) as benches:
        for bench in benches:
            for page, lap, size in laps(bench):
                lines.append(compare(page, bench, lap, bare_lap(bare_port, size), bare_pid))
    return lines


def laps(bench: Bench) -> list[tuple[str, Lap, int]]:
    forms = bench.forms(5)
    person = bench.people(1)[0]
    visitor, member = Client(bench.port), Client(bench.port, person[1])
    return [
        ("log-in page", fetching(visitor, "/login"), len(visitor.get("/login"))),
        ("home, five forms", fetching(member, "/"), len(member.get("/"))),
        ("whole submission", submitting(bench, forms[0]), len(member.get("/"))),
    ]


def fetching(client: Client, path: str) -> Lap:
    def lap() -> int:
        for _ in range(REQUESTS):
            client.get(path)
        return REQUESTS

    return lap


def submitting(bench: Bench, form: tuple[int, int]) -> Lap:
    """Page, post, check, send, confirmation: five requests for each submission, every one by another person."""

    def lap() -> int:
        people = bench.people(SUBMISSIONS)
        drafts = bench.drafts(form, people)
        start = bench.cpu()
        for (_, cookie), draft in zip(people, drafts, strict=True):
            submit(Client(bench.port, cookie), draft)
        lap.spent = bench.cpu() - start  # type: ignore[attr-defined]
        return SUBMISSIONS

    return lap


def submit(client: Client, draft: str) -> None:
    client.get(f"/drafts/{draft}/p_bench1")
    hidden = fields_of(client.text)
    client.post(f"/drafts/{draft}/p_bench1", hidden | ANSWERS | {"_do": "continue"})
    client.get(f"/drafts/{draft}/check")
    client.post(f"/drafts/{draft}/submit", fields_of(client.text))
    client.get(client.location)


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of the page's main form."""
    main = page.partition("<main")[2]
    found = {}
    for piece in main.split('<input type="hidden"')[1:]:
        tag = piece.partition(">")[0]
        found[tag.partition('name="')[2].partition('"')[0]] = tag.partition('value="')[2].partition('"')[0]
    return found


def bare_lap(port: int, size: int) -> Lap:
    return fetching(Client(port), f"/page/{size}")


def compare(page: str, bench: Bench, ours: Lap, bare: Lap, bare_pid: int) -> str:
    ratios, bare_costs, our_costs = [], [], []
    ours(), bare()  # warm up
    for _ in range(ROUNDS):
        before = cpu_seconds(bare_pid)
        n = bare()
        bare_cost = (cpu_seconds(bare_pid) - before) / n
        before = bench.cpu()
        n = ours()
        our_cost = getattr(ours, "spent", bench.cpu() - before) / n
        ratios.append(our_cost / bare_cost)
        bare_costs.append(bare_cost)
        our_costs.append(our_cost)
    asked = LIMITS.get((page, bench.name), 0.0)
    return (
        f"{page:<20} {bench.name:<11} {median(bare_costs) * 1e6:>8.0f} {median(our_costs) * 1e6:>9.0f} "
        f"{median(ratios):>6.2f} {min(ratios):>6.2f} {max(ratios):>6.2f} {asked:>6.1f}"
    )
