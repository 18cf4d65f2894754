"""The formulas of XLSForm, a part of XPath, as a tree. What goes beyond that part is said, never guessed."""

import re
from dataclasses import dataclass

from webapp.languages import _

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)|(?P<text>'[^']*'|\"[^\"]*\"|[‘’][^‘’]*’|“[^”]*”)|\$\{(?P<name>[^{}$]+)\}"
    r"|(?P<path>(?:/|\.\./)[A-Za-z0-9_./-]*[A-Za-z0-9_])"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_:-]*)|(?P<sign>!=|<=|>=|[=<>+*()\[\],/|@-]|\.\.|\.))"
)
LONGEST = 4_000
DEEPEST = 60
# Links of a sum or a product: each is one deeper, and a calculation has fewer.
MOST_LINKS = 200
_COMPARED = ("=", "!=", "<", "<=", ">", ">=")


class Beyond(ValueError):
    """A formula, or a part of one, that has no counterpart here; the sentence names it."""


@dataclass(frozen=True, slots=True)
class Number:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """`${name}`; "." stands for the question that the formula belongs to."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or an operator under its sign: and or = != < <= > >= + - * div mod."""

    name: str
    parts: tuple["Formula", ...]


Formula = Number | Text | Name | Call


def parse(text: str) -> Formula:
    """The tree of a formula. Raises Beyond."""
    if len(text) > LONGEST:
        raise Beyond(_("The formula is too long."))
    reading = _Reading(_tokens(text))
    tree = reading.either(0)
    if reading.ahead != ("end", ""):
        raise Beyond(_("“%(part)s” is not understood here.", part=reading.ahead[1]))
    return tree


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise Beyond(_("“%(part)s” is not understood here.", part=text[at:].strip()[:20]))
        kind = match.lastgroup or "sign"
        found.append((kind, match[kind].strip() if kind == "name" else match[kind]))
        at = match.end()
    return [*found, ("end", "")]


class _Reading:
    """Recursive descent, one method a level of precedence; `deep` bounds it."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.links = 0

    @property
    def ahead(self) -> tuple[str, str]:
        return self.tokens[self.at]

    def take(self, *signs: str) -> str:
        """The next token's text when it is one of these signs or words, else ""."""
        kind, text = self.ahead
        if kind in {"sign", "word"} and text in signs:
            self.at += 1
            return text
        return ""

    def need(self, sign: str) -> None:
        if not self.take(sign):
            raise Beyond(_("“%(part)s” is not understood here.", part=self.ahead[1] or sign))

    def link(self) -> None:
        self.links += 1
        if self.links > MOST_LINKS:
            raise Beyond(_("The formula is too long."))

    def either(self, deep: int) -> Formula:
        if deep > DEEPEST:
            raise Beyond(_("The formula is nested too deep."))
        parts = [self.both(deep)]
        while self.take("or"):
            parts.append(self.both(deep))
        return parts[0] if len(parts) == 1 else Call("or", tuple(parts))

    def both(self, deep: int) -> Formula:
        parts = [self.compared(deep)]
        while self.take("and"):
            parts.append(self.compared(deep))
        return parts[0] if len(parts) == 1 else Call("and", tuple(parts))

    def compared(self, deep: int) -> Formula:
        left = self.added(deep)
        sign = self.take(*_COMPARED)
        return Call(sign, (left, self.added(deep))) if sign else left

    def added(self, deep: int) -> Formula:
        left = self.multiplied(deep)
        while sign := self.take("+", "-"):
            self.link()
            left = Call(sign, (left, self.multiplied(deep)))
        return left

    def multiplied(self, deep: int) -> Formula:
        left = self.single(deep)
        while sign := self.take("*", "div", "mod"):
            self.link()
            left = Call(sign, (left, self.single(deep)))
        return left

    def single(self, deep: int) -> Formula:
        kind, text = self.ahead
        if self.take("-"):
            return Call("-", (Number("0"), self.single(deep + 1))) if deep < DEEPEST else self.either(deep + 1)
        if self.take("("):
            inner = self.either(deep + 1)
            self.need(")")
            return inner
        self.at += 1
        if kind == "number":
            return Number(f"0{text}" if text.startswith(".") else text)
        if kind == "text":
            return Text(text[1:-1])
        if kind == "name" or text == ".":
            return Name(text)
        if kind == "path":
            # ../about/age: names stand once in a form, so the last of them says which is meant.
            return Name(text.rpartition("/")[2])
        if kind == "word" and text.lower() in {"true", "false"} and self.ahead[1] != "(":
            return Call(text.lower(), ())
        if kind == "word" and self.take("("):
            return self.call(text, deep)
        raise Beyond(_("“%(part)s” is not understood here.", part=text) if text else _("The formula is not finished."))

    def call(self, name: str, deep: int) -> Formula:
        parts: list[Formula] = []
        while not self.take(")"):
            parts.append(self.either(deep + 1))
            if self.ahead[1] != ")":
                self.need(",")
        return Call(name, tuple(parts))
