"""Draws one document as PDF, as a process of its own: it ends in time, keeps to its memory and fetches nothing.

From stdin it reads JSON with `html` and `css`, on stdout it writes the PDF. Nothing of the portal is imported here.
"""

import json
import resource
import sys
from typing import NoReturn

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

PROCESSOR_SECONDS = 30
MEMORY = 2 << 30


class Nothing(URLFetcher):
    """Refuses every address: neither a file of this machine nor anything in a network belongs into somebody's copy."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        raise ValueError("documents fetch nothing")


def draw(html: str, css: str) -> bytes:
    """Tagged, with the language and the title of the document (PDF/UA-1)."""
    nothing = Nothing()
    styles = [CSS(string=css, url_fetcher=nothing)]
    pdf: bytes = HTML(string=html, url_fetcher=nothing).write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1")
    return pdf


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(draw(**json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
