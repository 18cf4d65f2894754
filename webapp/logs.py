"""Log lines: JSON in production, readable on a terminal; nothing secret in them, nothing that breaks a line."""

import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET = re.compile(r"password|token|cookie|authorization|secret", re.IGNORECASE)
LONGEST = 4096
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def write_logs(log_format: str) -> None:
    """Set structlog up for this process: `json`, `pretty`, or `auto` (pretty on a terminal)."""
    pretty = log_format == "pretty" or (log_format == "auto" and sys.stderr.isatty())
    renderer = structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.format_exc_info,
            harmless,
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def harmless(logger: Any, method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blank what is secret by its name; escape control characters; cut at 4 KB."""
    for name, value in line.items():
        if SECRET.search(name):
            line[name] = "[hidden]"
        elif isinstance(value, str) and name != "exception":
            line[name] = CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", value)[:LONGEST]
    return line
