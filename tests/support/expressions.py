"""Made-up conditions, calculations, answers and things typed, the same ones every time; and Node, which works them out."""

import json
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any

SCRIPT = Path(__file__).parent / "node" / "expressions.mjs"
KINDS = {
    "f_n": "number",
    "f_m": "number",
    "f_tot": "computed",
    "f_t": "text",
    "f_d": "date",
    "f_e": "date",
    "f_y": "yes_no",
    "f_ok": "consent",
    "f_c": "choice",
    "f_s": "choices",
    "f_rows": "number",
}
NUMBERS = ("0", "1", "-1", "10", "9.5", "12.5", "0.1", "-0.000001", "999999999999999", "123456789012345.678901", "2.50", "007")
TEXTS = ("Ada", "straße", "ǅ", "Ωμέγα", "", "o_1", "o_2", "10", "1.2.3", ".", "-", "5.", "2026-11-21", "14:05")
DAYS = ("2026-11-21", "2024-02-29", "1999-12-31", "2026-02-30", "0000-01-01", "2026-11-21T14:05")
OPERATORS = ("eq", "ne", "lt", "le", "gt", "ge", "has")


def in_node(cases: list[dict[str, Any]]) -> list[Any]:
    """What the browser's modules make of all cases, in one process."""
    node = shutil.which("node") or "node"
    command = [node, "--experimental-default-type=module", str(SCRIPT)]
    done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


class Dice:
    """Everything that is made up, out of one seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def one_of(self, things: Any) -> Any:
        return self.random.choice(list(things))

    def literal(self) -> Any:
        return self.one_of([*NUMBERS, *TEXTS, *DAYS, True, False, str(self.random.randint(-(10**6), 10**6) / 100)])

    def operand(self, deep: int) -> Any:
        draw = self.random.random()
        if deep == 0 or draw < 0.45:
            return {"f": self.one_of([*KINDS, "f_gone"])}
        return self.calculation(deep - 1) if draw < 0.8 else self.literal()

    def calculation(self, deep: int) -> Any:
        name = self.one_of(["sum", "sum", "mul", "count", "days_between", "upper"])
        if name in {"sum", "mul"}:
            parts = [self.factor(deep) for _ in range(self.random.randint(1, 4))]
            return {name: parts}
        if name == "days_between":
            return {name: [self.one_of([{"f": "f_d"}, {"f": "f_e"}, *DAYS]) for _ in range(2)]}
        if name == "upper":
            return {name: self.operand(0)}
        return {name: [self.operand(0) for _ in range(self.random.randint(1, 3))]}

    def factor(self, deep: int) -> Any:
        if deep and self.random.random() < 0.4:
            return self.calculation(deep - 1)
        return (
            {"f": self.one_of(KINDS)} if self.random.random() < 0.6 else self.one_of([one for one in NUMBERS if "007" not in one])
        )

    def condition(self, deep: int = 3) -> Any:
        draw = self.random.random()
        if deep and draw < 0.3:
            return {self.one_of(["all", "any"]): [self.condition(deep - 1) for _ in range(self.random.randint(0, 3))]}
        if deep and draw < 0.4:
            return {"not": self.condition(deep - 1)}
        if draw < 0.5:
            return {"op": "empty", "l": {"f": self.one_of(KINDS)} if draw < 0.45 else self.calculation(1)}
        if draw < 0.6:
            return {"op": "in", "l": self.operand(1), "r": [self.literal() for _ in range(self.random.randint(0, 4))]}
        return {"op": self.one_of(OPERATORS), "l": self.operand(2), "r": self.operand(2)}

    def answers(self) -> dict[str, Any]:
        number = [*NUMBERS, None]
        made: dict[str, Any] = {
            "f_n": self.one_of(number),
            "f_m": self.one_of(number),
            "f_tot": self.one_of([*number, "ADA"]),
            "f_t": self.one_of([*TEXTS, None]),
            "f_d": self.one_of([*DAYS, None]),
            "f_e": self.one_of([*DAYS, None]),
            "f_y": self.one_of([True, False, None]),
            "f_ok": self.one_of([True, None]),
            "f_c": self.one_of(["o_1", "o_2", {"key": "o_1", "text": "Own"}, None]),
            "f_s": self.one_of([["o_1"], ["o_1", "o_2"], [{"key": "o_2", "text": "x"}], None]),
            "f_rows": tuple(self.one_of(number) for _ in range(self.random.randint(0, 4))),
        }
        return {uid: value for uid, value in made.items() if self.random.random() < 0.85}

    def typed_number(self) -> str:
        """Mostly numbers as people write them, with a slip now and then."""
        whole = str(self.random.randint(0, 10 ** self.random.randint(1, 9)))
        groups = f"{int(whole):,}".replace(",", self.one_of([",", ".", " ", "\u202f", "'", ""]))
        places = self.one_of(["", "", f"{self.one_of(',.')}{self.random.randint(0, 10 ** self.random.randint(1, 5))}"])
        text = self.one_of(["", "", "-", "+", "\u2212", " "]) + groups + places + self.one_of(["", "", " "])
        slip = self.random.randint(0, len(text))
        return text[:slip] + self.one_of(["x", ",", ".", "٣", "_"]) + text[slip:] if self.random.random() < 0.1 else text
