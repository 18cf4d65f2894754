"""Agreement is given to what was shown: a consent ticked under other words, or for another purpose, is none to the new ones."""

from sqlalchemy import bindparam, select

from webapp.models.changes import changes
from webapp.models.definition import Definition
from webapp.models.form_version import FormVersion
from webapp.models.open_draft import OpenDraft
from webapp.models.rebinding import consents_of, definition_of
from webapp.prepared import Prepared

SHA256 = Prepared(
    select(FormVersion.sha256).where(FormVersion.id == bindparam("version_id"), FormVersion.form_id == bindparam("form_id"))
)
LONGEST_ID = 18


def not_agreed_to(draft: OpenDraft, version: str) -> frozenset[str]:
    """The consents that a page of this version cannot give. `version`: what the page says it was drawn from, "" for nothing."""
    if version in ("", str(draft.version_id)):
        return frozenset()
    old = published(draft.form_id, version)
    is_same = old is not None and changes(old, draft.definition).change_class != "identity"
    return frozenset() if is_same else consents_of(draft.definition)


def published(form_id: int, version: str) -> Definition | None:
    """A version of the form by its id as it was sent; None where there is no such one."""
    version_id = int(version) if version.isascii() and version.isdigit() and len(version) <= LONGEST_ID else 0
    row = SHA256.first(version_id=version_id, form_id=form_id)
    return definition_of(version_id, row.sha256) if row is not None else None
