"""Draws one document as PDF, as a process of its own: it ends in time, keeps to its memory and fetches nothing.

From stdin it reads JSON with `html`, `css` and the `pictures` that the document may show, by what it calls them: JPEGs in
base64. On stdout it writes the PDF. Nothing of the portal is imported here.
"""

import base64
import json
import resource
import sys

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

PROCESSOR_SECONDS = 30
MEMORY = 2 << 30


class Nothing(URLFetcher):
    """Refuses every address: neither a file of this machine nor anything in a network belongs into somebody's copy. What
    was given along with the document is there by its name."""

    def __init__(self, pictures: dict[str, str]) -> None:
        super().__init__()
        self.pictures = pictures

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url not in self.pictures:
            raise ValueError("documents fetch nothing")
        return URLFetcherResponse(url, base64.b64decode(self.pictures[url]), {"Content-Type": "image/jpeg"})


def draw(html: str, css: str, pictures: dict[str, str]) -> bytes:
    """Tagged, with the language and the title of the document (PDF/UA-1)."""
    nothing = Nothing(pictures)
    styles = [CSS(string=css, url_fetcher=nothing)]
    pdf: bytes = HTML(string=html, url_fetcher=nothing).write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1")
    return pdf


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.buffer.write(draw(**json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
