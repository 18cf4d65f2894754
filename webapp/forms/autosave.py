"""What a page that saves itself is told, so that its next save is compared with this one."""

from flask import Response, jsonify

from webapp.dates import clock_in_words
from webapp.languages import _
from webapp.models.draft_merge import seen
from webapp.models.page_saving import Saved


def autosaved(saved: Saved) -> tuple[Response, int]:
    """JSON: `sentence` for the person; once saved, the `rev` and `seen` that the page sends from now on.

    409 where another page has answered the same question: nothing of this save is kept, pressing a button asks which counts."""
    if saved.filling is None:
        return jsonify(sentence=_("Not saved: you have answered this elsewhere as well. Press Continue to choose.")), 409
    sentence = _("Saved at %(time)s.", time=clock_in_words(saved.draft.saved_at))
    return jsonify(rev=saved.draft.rev, seen=seen(saved.inputs), sentence=sentence), 200
