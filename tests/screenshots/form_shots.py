"""Pictures of forms: filling them in, what was sent, and building them."""

from playwright.sync_api import Page

from tests.screenshots.acts import Shot, press
from tests.support.files import PDF, photo
from tests.support.workbook import asked, workbook

PHOTO = {"name": "Núria am See, Juli 2026.jpg", "mimeType": "image/jpeg", "buffer": photo((800, 600))}
LETTERS = [
    {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": PDF}
    for name in ("doctor", "a-rather-long-name-of-a-letter-that-somebody-scanned-on-the-train-to-hallstatt-2026-11-30")
]
SURVEY = (
    asked("text", "full_name", "Your name", required="yes"),
    asked("select_one_external pets", "pet", "Which pet?"),
    asked("audio", "song", "Sing your song"),
    asked("integer", "age", "Age", constraint="regex(., '[0-9]+') and pulldata('a', 'b', 'c', .)"),
)


def upload(page: Page) -> None:
    """What is not there yet; a file goes up when it is chosen."""
    if page.get_by_text("doctor.pdf").count() == 0:
        page.get_by_label("Doctor’s letter").set_input_files(LETTERS)
        page.get_by_role("button", name="Remove doctor.pdf").wait_for()


def check_with_files(page: Page) -> None:
    if page.get_by_text(PHOTO["name"]).count() == 0:
        page.locator("input[type=file]").first.set_input_files(PHOTO)
        page.get_by_role("button", name="Remove Núria").wait_for()
    press("Continue")(page)
    if "p_shop" in page.url:
        upload(page)
        press("Continue")(page)


def make_code(page: Page) -> None:
    """The first, or another one."""
    page.get_by_role("main").get_by_role("button", name="Make a").click()
    page.wait_for_load_state("load")


def change(page: Page) -> None:
    """From the confirmation to the page that says what would change."""
    press("Change your answers")(page)
    page.get_by_role("link", name="Change Child’s name").click()
    page.get_by_label("Child’s name").fill("Núria Ibáñez i Peña")
    press("Continue")(page)


def send_workbook(page: Page) -> None:
    page.locator("input[type=file]").set_input_files({"name": "pets.xlsx", "mimeType": "", "buffer": workbook(SURVEY)})
    press("Import the form")(page)


def begin_rule(page: Page) -> None:
    page.get_by_role("main").get_by_role("combobox").first.select_option(index=1)
    press("Next")(page)


FILLING = (
    Shot("forms", "member", "/forms"),
    Shot("form-start", "newcomer", "/forms/{course_slug}"),
    Shot("form-continue", "member", "/forms/{course_slug}"),
    Shot("form-closed", "member", "/forms/snow-camp"),
    Shot("draft-page", "member", "/drafts/{ready_draft}/p_child"),
    Shot("draft-choices", "member", "/drafts/{ready_draft}/p_course"),
    Shot("draft-last-page", "member", "/drafts/{ready_draft}/p_reach"),
    Shot("draft-errors", "member", "/drafts/{begun_draft}/p_room", press("Continue")),
    Shot("draft-one-question", "member", "/drafts/{single_draft}/p_call"),
    Shot("draft-one-question-error", "member", "/drafts/{single_draft}/p_call", press("Continue")),
    Shot("draft-check", "member", "/drafts/{ready_draft}/check"),
    Shot("draft-delete", "member", "/drafts/{ready_draft}/delete"),
    Shot("submissions", "member", "/submissions"),
    Shot("submissions-none", "newcomer", "/submissions"),
    Shot("submission", "member", "/submissions/{reference}"),
    Shot("submission-withdraw", "member", "/submissions/{reference}/withdraw"),
    Shot("kinds", "member", "/drafts/{every_draft}/p_all"),
    Shot("kinds-errors", "member", "/drafts/{every_draft}/p_all", press("Continue")),
    Shot("group-empty", "long", "/drafts/{rowless_draft}/p_kids"),
    Shot("group-rows", "member", "/drafts/{trip_draft}/p_kids"),
    Shot("files", "member", "/drafts/{trip_draft}/p_shop", upload),
    Shot("check-waiting-list", "member", "/drafts/{trip_draft}/p_kids", check_with_files),
    Shot("edit-check", "member", "/submissions/{reference}", change),
    Shot("submission-to-correct", "member", "/submissions/{returned}"),
    Shot("submission-correcting", "member", "/submissions/{returned}", press("Correct your answers")),
    Shot("code", "member", "/code"),
    Shot("code-errors", "member", "/code", press("Open the form")),
    Shot("receipt-check", "visitor", "/receipts/verify"),
)
REVIEWING = (
    Shot("waiting-list", "staff", "/inbox/waiting/{trip_form}"),
    Shot("corrections-ask", "staff", "/inbox/{reference}/corrections"),
    Shot("corrections-ask-errors", "staff", "/inbox/{reference}/corrections", press("Ask for corrections")),
)
BUILDER = (
    Shot("builder-forms", "owner", "/admin/forms"),
    Shot("builder-new-errors", "owner", "/admin/forms/new", press("Create the form")),
    Shot("builder-import", "owner", "/admin/forms/import"),
    Shot("builder-outline", "owner", "/admin/forms/{course_form}"),
    Shot("builder-page-new", "owner", "/admin/forms/{course_form}/pages/new"),
    Shot("builder-search", "owner", "/admin/forms/{course_form}/search?q=a"),
    Shot("builder-kinds", "owner", "/admin/forms/{course_form}/questions/new"),
    Shot("builder-question-new", "owner", "/admin/forms/{course_form}/questions/new/text"),
    Shot("builder-question", "owner", "/admin/forms/{course_form}/questions/f_course"),
    Shot("builder-move", "owner", "/admin/forms/{course_form}/questions/f_course/move"),
    Shot("builder-remove", "owner", "/admin/forms/{course_form}/questions/f_ill/remove"),
    Shot("builder-conditions", "owner", "/admin/forms/{course_form}/logic"),
    Shot("builder-condition", "owner", "/admin/forms/{course_form}/logic/f_medicine"),
    Shot("builder-condition-line", "owner", "/admin/forms/{course_form}/logic/f_medicine/add?subject=f_course"),
    Shot("builder-settings", "owner", "/admin/forms/{course_form}/settings"),
    Shot("builder-preview", "owner", "/admin/forms/{course_form}/preview?day=2030-01-01"),
    Shot("builder-publish", "owner", "/admin/forms/{course_form}/publish"),
    Shot("builder-publish-problems", "owner", "/admin/forms/{unready_form}/publish"),
    Shot("builder-versions", "owner", "/admin/forms/{course_form}/versions"),
    Shot("builder-close", "owner", "/admin/forms/{course_form}/close"),
    Shot("builder-form-code", "owner", "/admin/forms/{secret_form}/code"),
    Shot("builder-form-code-made", "owner", "/admin/forms/{secret_form}/code", make_code),
    Shot("builder-import-report", "owner", "/admin/forms/import", send_workbook),
    Shot("builder-kinds-outline", "owner", "/admin/forms/{every_form}"),
    Shot("builder-group", "owner", "/admin/forms/{trip_form}/questions/f_kids"),
    Shot("builder-languages", "owner", "/admin/forms/{course_form}/languages"),
    Shot("builder-language", "owner", "/admin/forms/{trip_form}/languages/de"),
    Shot("builder-statuses", "owner", "/admin/forms/{course_form}/statuses"),
    Shot("builder-status", "owner", "/admin/forms/{course_form}/statuses/accepted"),
    Shot("builder-rules", "owner", "/admin/forms/{every_form}/logic"),
    Shot("builder-rule-new", "owner", "/admin/forms/{every_form}/rules/new", begin_rule),
    Shot("builder-calculation", "owner", "/admin/forms/{every_form}/calculations/f_all"),
)
