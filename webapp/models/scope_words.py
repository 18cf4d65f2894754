"""What a permission is called where a person gives it to a token."""

from webapp.languages import _l
from webapp.models.permissions import FRESH, Permission

WORDS = {
    Permission.USERS_READ: _l("See people"),
    Permission.USERS_READ_UNMASKED: _l("See people's names and addresses"),
    Permission.USERS_WRITE: _l("Change people's accounts"),
    Permission.GROUPS_READ: _l("See groups"),
    Permission.GROUPS_WRITE: _l("Change groups"),
    Permission.FORMS_READ: _l("See forms"),
    Permission.FORMS_WRITE: _l("Build forms"),
    Permission.FORMS_PUBLISH: _l("Publish forms"),
    Permission.SUBMISSIONS_READ: _l("Read the submissions that you review"),
    Permission.SUBMISSIONS_READ_ALL: _l("Read all submissions"),
    Permission.SUBMISSIONS_WRITE: _l("Move submissions on and answer them"),
    Permission.SUBMISSIONS_EXPORT: _l("Export submissions"),
    Permission.EVENTS_READ: _l("Read the log"),
    Permission.SETTINGS_READ: _l("See the settings"),
    Permission.SETTINGS_WRITE: _l("Change the settings"),
    Permission.OUTBOX_READ: _l("See the outbox"),
    Permission.OUTBOX_WRITE: _l("Send mail of the outbox again"),
}
# In the order of the enum; one without words of its own keeps its name.
SCOPES = {one: WORDS.get(one, one.value) for one in Permission if one not in FRESH}
