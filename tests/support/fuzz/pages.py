"""Pages as they are posted: by people who mean it, by people who err, and by whoever forges what no browser sends."""

from collections.abc import Mapping
from random import Random
from typing import Any

from tests.support.fuzz.answers import ANSWERS, UNKNOWN, Pairs
from webapp.kinds import KINDS
from webapp.kinds.rows import control_name
from webapp.models.definition import Page

JUNK = (
    "\x00", "a\x00b", "\ud800", "x\udfff", "\u200b", "\ufeff \u202e", "1_000", "٣", "NaN", "sNaN", "Infinity", "-Infinity",
    "1e999999", "-1", "0", "1" * 400, "x" * 10_000, "\ufffd", " ", "\n\r\n", "99999999999999999999", "²", "-0", "0x1F",
    "2026-02-30", "24:00", "o_9", "o_1\x00", "on", "True", "None", "[]", "{}", "'; DROP TABLE draft; --", "٢٠٢٦", "1,2,3", "1.",
)  # fmt: skip
PARTS = ("day", "month", "year", "time", "given", "family", "name", "line1", "postcode", "country", "other", "strokes", "o_1")
STRANGE = ("", "²", "-²-", "-²-a", "-r_1-f_1", "-row", "-0", "-\x00", "-\ud800", "[]", "-o_9", "-" + "x" * 300, "-__proto__")
ROW_IDS = ("-²-", "²", "r_UPPER", "r_", "", "r_" + "a" * 40, "\x00", "\ud800", "0", "r_1-f_1", "__proto__")
BUTTONS = ("continue", "continue", "continue", "back", "exit", "autosave", "nonsense", "add-row:²:²", "remove-row:f_1:r_1")


class Typist:
    """Fills in pages. `error` is how often a control gets something else than an answer to its question."""

    def __init__(self, dice: Random, *, has_files: bool = True) -> None:
        self.dice = dice
        self.has_files = has_files
        # Name of a control → the answer that was last typed into it, where that is known and the page had it.
        self.known: dict[str, Any] = {}
        self.drawn: frozenset[str] = frozenset()

    def page(self, page: Page, document: Mapping[str, Any], rows: Mapping[str, list[str]], error: float) -> tuple[Pairs, str]:
        """(what is sent, the button). `rows`: group → the ids of the rows that the page has."""
        pairs: Pairs = []
        button = self.dice.choice(BUTTONS) if self.dice.random() < error else "continue"
        for question in page.items:
            item = document[question.uid]
            if question.is_group:
                there, inside = self.group(item, rows.get(question.uid, []), error)
                pairs += inside
                button = f"add-row:{question.uid}:r_n{len(there)}" if self.dice.random() < 0.1 else button
            else:
                pairs += self.control(item, question.uid, error)
        if self.dice.random() < error:
            pairs += [(name + self.dice.choice(STRANGE), self.dice.choice(JUNK)) for name in ("f_1", "f_2", "role", "_rev")]
            # The first of two values counts, and for some kinds a control that they do not have.
            self.known |= {"f_1": UNKNOWN, "f_2": UNKNOWN}
        return pairs, button

    def group(self, item: Mapping[str, Any], there: list[str], error: float) -> tuple[list[str], Pairs]:
        """The rows that stand, sometimes one more that nobody added, and what nobody could call a row."""
        uid, rows = item["uid"], list(there)
        while len(rows) < item.get("min", 1) or (self.dice.random() < 0.2 and len(rows) < item.get("max", 10)):
            rows.append(next(row for row in (f"r_u{place}" for place in range(99)) if row not in rows))
        forged = [self.dice.choice(ROW_IDS) for _ in range(2)] if self.dice.random() < error else []
        forged += [f"r_x{place}" for place in range(300)] if self.dice.random() < error / 50 else []
        pairs: Pairs = [(f"{uid}-row", row) for row in (*rows, *forged)]
        for row in (*rows, *forged[:2]):
            for inner in item["items"]:
                pairs += self.control(inner, control_name(uid, row, inner["uid"]), error)
        return rows, pairs

    def control(self, item: Mapping[str, Any], name: str, error: float) -> Pairs:
        """One question: answered, left blank, or worse."""
        if item["kind"] not in ANSWERS or (KINDS[item["kind"]].takes_files and not self.has_files):
            return []
        pairs, value = ANSWERS[item["kind"]](item, name, self.dice)
        self.known[name] = value if name in self.drawn else UNKNOWN
        if self.dice.random() < error:
            self.known[name] = UNKNOWN
            return self.wrong(pairs, name)
        if not item.get("required") and self.dice.random() < 0.2:
            self.known[name] = UNKNOWN
            return [(one, "") for one, _typed in pairs]
        return pairs

    def wrong(self, pairs: Pairs, name: str) -> Pairs:
        junk = self.dice.choice(JUNK)
        match self.dice.randint(0, 5):
            case 0:
                return []
            case 1:
                return [(one, self.dice.choice(JUNK)) for one, _typed in pairs]
            case 2:
                return [(name, junk), (f"{name}-{self.dice.choice(PARTS)}", junk)]
            case 3:
                return [*pairs, *((one, junk) for one, _typed in pairs)]
            case 4:
                return [(name + self.dice.choice(STRANGE), junk), *pairs[1:]]
        return pairs * self.dice.choice((2, 40))
