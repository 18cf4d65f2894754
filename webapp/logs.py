"""Log lines: JSON in production, readable on a terminal; nothing secret in them, nothing that breaks a line."""

import json
import re
import sys
from collections.abc import MutableMapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import structlog

SECRET = re.compile(r"password|token|cookie|authorization|secret", re.IGNORECASE)
LONGEST = 4096
# A line holds its longest value and a handful of short ones.
LONGEST_VALUE = 1000
SHOWN_ENTRIES = 12
SHORT = 64
ENCODER = json.JSONEncoder(default=str)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
CONTROL_IN_TRACE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def write_logs(log_format: str) -> None:
    """Set structlog up for this process: `json`, `pretty`, or `auto` (pretty on a terminal)."""
    pretty = log_format == "pretty" or (log_format == "auto" and sys.stderr.isatty())
    renderer = structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer(dumped)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            stamped,
            structlog.processors.format_exc_info,
            harmless,
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def dumped(line: Any, **options: Any) -> str:
    """One encoder for all lines: `json.dumps` with an option makes one each time."""
    return ENCODER.encode(line)


def stamped(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """With the moment in UTC; structlog's own takes three times as long to say it."""
    line["time"] = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    return line


def harmless(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank what is secret by its name; escape control characters; cut at 4 KB."""
    odd = [name for name, value in line.items() if not is_short(value) or is_secret(name)]
    if not odd:  # as nearly every line
        return line
    left = LONGEST - sum(len(name) + 8 for name in line) - SHORT * (len(line) - len(odd))
    for name in odd:
        line[name] = shown(name, line[name], max(left, 0))
        left -= len(json.dumps(line[name]))
    return line


def is_short(value: Any) -> bool:
    """What nearly every value is, so that a request's line costs little: a number, or a few plain characters."""
    if isinstance(value, str):
        return len(value) <= SHORT and value.isascii() and value.isprintable()
    return value is None or isinstance(value, (int, float))


@lru_cache(maxsize=256)
def is_secret(name: str) -> bool:
    return SECRET.search(name) is not None


def shown(name: str, value: Any, left: int) -> Any:
    """A value as the line may hold it; `left` bytes are free."""
    if is_secret(name):
        return "[hidden]"
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if name == "exception":  # its end says what went wrong
        return cut(CONTROL_IN_TRACE.sub(escaped, str(value))[-LONGEST:][::-1], left)[::-1]
    text = value if isinstance(value, str) else repr(without_secrets(value))
    return cut(CONTROL.sub(escaped, text[:LONGEST]), min(left, LONGEST_VALUE))


def cut(text: str, most: int) -> str:
    """The beginning of a text that takes at most `most` bytes as JSON."""
    while text and len(json.dumps(text)) > most:
        text = text[: len(text) * 3 // 4]
    return text


def without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        pairs = list(value.items())[:SHOWN_ENTRIES]
        return {name: "[hidden]" if SECRET.search(str(name)) else without_secrets(item) for name, item in pairs}
    if isinstance(value, (list, tuple, set)):
        return [without_secrets(item) for item in list(value)[:SHOWN_ENTRIES]]
    return value


def escaped(found: re.Match[str]) -> str:
    return f"\\x{ord(found[0]):02x}"
