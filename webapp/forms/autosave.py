"""What a page that saves itself is told, so that its next save is compared with this one."""

from flask import Response, jsonify

from webapp.dates import clock_in_words
from webapp.languages import _
from webapp.models.draft_merge import seen
from webapp.models.page_saving import Saved

# No revision of any draft.
ANOTHER = -1


def autosaved(saved: Saved) -> tuple[Response, int]:
    """JSON: `sentence` for the person; once saved, the `rev` and `seen` that the page sends from now on.

    409 where another page has answered the same question: nothing of this save is kept, pressing a button asks which counts."""
    if saved.filling is None:
        return jsonify(sentence=_("Not saved: you have answered this elsewhere as well. Press Continue to choose.")), 409
    time = clock_in_words(saved.draft.saved_at)
    if saved.shown != seen(saved.inputs):
        # Another page's answer was taken over, which this one does not show: its next save is compared again.
        other = _("Saved at %(time)s. Another window has answered here as well: reload this page to see it.", time=time)
        return jsonify(rev=ANOTHER, seen=saved.shown, sentence=other), 200
    return jsonify(rev=saved.draft.rev, seen=saved.shown, sentence=_("Saved at %(time)s.", time=time)), 200
