"""What a permission is called where a person gives it to a token."""

from webapp.languages import mark
from webapp.models.permissions import FRESH, Permission

WORDS = {
    Permission.USERS_READ: mark("See people"),
    Permission.USERS_READ_UNMASKED: mark("See people's names and addresses"),
    Permission.USERS_WRITE: mark("Change people's accounts"),
    Permission.USERS_NOTES_READ: mark("Read notes on people"),
    Permission.USERS_NOTES_WRITE: mark("Write notes on people"),
    Permission.GROUPS_READ: mark("See groups"),
    Permission.GROUPS_WRITE: mark("Change groups"),
    Permission.FORMS_READ: mark("See forms"),
    Permission.FORMS_WRITE: mark("Build forms"),
    Permission.FORMS_PUBLISH: mark("Publish forms"),
    Permission.SUBMISSIONS_READ: mark("Read the submissions that you review"),
    Permission.SUBMISSIONS_READ_ALL: mark("Read all submissions"),
    Permission.SUBMISSIONS_WRITE: mark("Move submissions on and answer them"),
    Permission.SUBMISSIONS_EXPORT: mark("Export submissions"),
    Permission.EVENTS_READ: mark("Read the log"),
    Permission.SETTINGS_READ: mark("See the settings"),
    Permission.SETTINGS_WRITE: mark("Change the settings"),
    Permission.STATISTICS_READ: mark("See statistics"),
    Permission.JOBS_READ: mark("See jobs and the schedule"),
    Permission.JOBS_WRITE: mark("Start, cancel and retry jobs"),
    Permission.PROBLEMS_WRITE: mark("See and clear problems"),
    Permission.OUTBOX_READ: mark("See the outbox"),
    Permission.OUTBOX_WRITE: mark("Send mail of the outbox again"),
}
# In the order of the enum; one without words of its own keeps its name.
SCOPES = {one: WORDS.get(one, one.value) for one in Permission if one not in FRESH}
