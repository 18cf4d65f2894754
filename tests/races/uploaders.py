"""People who upload a file and send it, again and again until each is acknowledged, while workers are killed."""

import http.client
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from tests.races.killing import Person, Rush
from tests.support.filling import Upload


@dataclass
class Uploads(Rush):
    """Each draft gets one file of its own, then is sent. `sizes`: the bytes of each acknowledged upload's file."""

    sizes: dict[UUID, int] = field(default_factory=dict)

    def send(self, person: Person, draft_id: UUID) -> str:
        if draft_id not in self.sizes:
            content = b"%PDF-1.7\n" + secrets.token_hex(4000 + 10 * len(self.sizes)).encode()
            fields = {"csrf_token": person.token, "_do": "continue", "f_name": "Ada"}
            place = self.post(person, f"/drafts/{draft_id}/p_you", fields, Upload("letter.pdf", content))
            if not place.endswith("/check"):
                raise http.client.HTTPException(f"uploaded, and led to {place}")
            self.sizes[draft_id] = len(content)
        rev = self.rev(person, draft_id)
        place = self.post(person, f"/drafts/{draft_id}/submit", {"csrf_token": person.token, "_v": self.version_id, "_rev": rev})
        if "/submissions/" not in place:
            raise http.client.HTTPException(f"sent, and led to {place}")
        return place.rpartition("/")[2]

    def post(self, person: Person, path: str, fields: dict[str, Any], upload: Upload | None = None) -> str:
        """Where a page leads that is sent in parts."""
        parts: MultiDict[str, Any] = MultiDict(fields)
        if upload is not None:
            parts["f_letter"] = FileStorage(upload.part().stream, upload.filename)
        boundary, body = encode_multipart(parts)
        answer, _ = self.ask(person, "POST", path, body, f"multipart/form-data; boundary={boundary}")
        if answer.status != 303:
            raise http.client.HTTPException(f"{answer.status} for {path}")
        return answer.getheader("Location", "")

    def rev(self, person: Person, draft_id: UUID) -> str:
        """What the check page says that would be sent; nothing where it was sent already."""
        answer, body = self.ask(person, "GET", f"/drafts/{draft_id}/check", b"", "")
        if answer.status == 200:
            return body.partition(b'name="_rev" value="')[2].partition(b'"')[0].decode()
        if "/submissions/" in answer.getheader("Location", ""):
            return ""
        raise http.client.HTTPException(f"{answer.status} for the check page")

    def ask(self, person: Person, method: str, path: str, body: bytes, kind: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=10)
        headers = {"Cookie": person.cookie} | ({"Content-Type": kind} if kind else {})
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()
