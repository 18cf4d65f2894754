"""The list of pictures: a name, whose browser, an address, and what is done on the page before it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.screenshots.people import CAREFUL, LEAVING, WORKER
from tests.support.factors import SEED
from tests.support.make import PASSWORD
from webapp.models.recovery_code import codes_of

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Shot:
    """One page in one state; `path` is filled in from the scene's places."""

    name: str
    who: str
    path: str
    act: Act | None = None


def press(button: str) -> Act:
    """Send the page as it stands: most say what is missing."""

    def act(page: Page) -> None:
        page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()
        page.wait_for_load_state("load")

    return act


def open_menus(page: Page) -> None:
    for menu in page.locator(".site-header details > summary:visible").all():
        menu.click()


def refuse_without_words(page: Page) -> None:
    page.get_by_label("Refused").check()
    press("Save status and messages")(page)


def signed_up_badly(page: Page) -> None:
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Email").fill("not an address")
    page.get_by_label("Password", exact=True).fill("short")
    press("Sign up")(page)


# The recovery codes that were shown last.
codes = codes_of(SEED)


def give_password(page: Page, email: str = CAREFUL) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press("Log in")(page)


def give_wrong_code(page: Page) -> None:
    give_password(page)
    press("Log in")(page)


def as_worker(path: str, *acts: Act) -> Act:
    """With a log-in of its own, which has just been proven: what these pages do renews it or uses the proof up."""

    def act(page: Page) -> None:
        page.context.clear_cookies()
        page.goto("/login")
        give_password(page, WORKER)
        page.goto(path)
        for one in acts:
            one(page)

    return act


def type_too_little(page: Page) -> None:
    page.get_by_role("textbox").fill("4")
    press("Save this setting")(page)


def named(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Backup script on the machine in the cellar")


def give_leavers_password(page: Page) -> None:
    give_password(page, LEAVING)


def make_codes(page: Page) -> None:
    """With a log-in of its own: new codes mean a new token, and the cookies of the scene would be old."""
    page.context.clear_cookies()
    page.goto("/login")
    give_password(page)
    page.get_by_label("Code").fill(codes.pop())
    press("Log in")(page)
    page.goto("/account/two-factor/codes/new")
    press("Make new codes")(page)
    codes[:] = page.locator("code").all_inner_texts()


# Whom a provider has named, sealed as the portal keeps it in a cookie.
came: list[str] = []


def come_by_provider(page: Page) -> None:
    page.context.add_cookies([{"name": "offer", "value": came[0], "url": page.url}])
    page.goto("/signup/identity")


def come_and_link(page: Page) -> None:
    come_by_provider(page)
    page.goto("/account/identities")


def asked_for_mail(page: Page) -> None:
    page.get_by_label("Email").fill("venkata.lakshmi.balasubramaniam.venkataraghavan@example.com")
    press("Sign up")(page)


def wrong_code(page: Page) -> None:
    asked_for_mail(page)
    page.get_by_label("Code").fill("BCDF-GHJK")
    press("Continue")(page)


SET_UP = (Shot("set-up", "visitor", "{set_up}"), Shot("set-up-errors", "visitor", "{set_up}", press("Create the owner account")))
ENTRANCE = (
    Shot("landing", "visitor", "/"),
    Shot("about", "visitor", "/about"),
    Shot("log-in", "visitor", "/login"),
    Shot("log-in-errors", "visitor", "/login", press("Log in")),
    Shot("log-in-second-step", "visitor", "/login", give_password),
    Shot("log-in-second-step-errors", "visitor", "/login", give_wrong_code),
    Shot("sign-up", "visitor", "/signup"),
    Shot("sign-up-errors", "visitor", "/signup", signed_up_badly),
    Shot("forgot-password", "visitor", "/forgot-password"),
    Shot("identity-start", "visitor", "/login/oidc/hallstatt"),
    Shot("identity-lost", "visitor", "/login/oidc/hallstatt/callback?state=lost"),
    Shot("identity-sign-up", "stranger", "/login", come_by_provider),
    Shot("sign-up-waiting", "visitor", "/signup/waiting"),
    Shot("invitation-accept", "visitor", "/invitations/{invitation_token}"),
    Shot("link-no-longer-valid", "visitor", "/reset-password/nothing"),
    Shot("not-found", "visitor", "/nowhere"),
    Shot("forbidden", "staff", "/admin/settings"),
)
# On a portal that sends mail.
BY_MAIL = (
    Shot("mail-sign-up", "visitor", "/signup"),
    Shot("mail-sign-up-check", "visitor", "/signup", asked_for_mail),
    Shot("mail-sign-up-check-errors", "visitor", "/signup", wrong_code),
    Shot("mail-sign-up-finish", "visitor", "/verify-email/{sign_up_token}"),
    Shot("mail-forgot-password", "visitor", "/forgot-password", press("Send the link")),
    Shot("mail-forgot-password-sent", "visitor", "/forgot-password/sent"),
    Shot("mail-not-me", "visitor", "/not-me/{not_me_token}"),
    Shot("mail-undo-email", "visitor", "/undo-email/{undo_token}"),
    Shot("mail-email", "member", "/account/email"),
    Shot("mail-email-errors", "member", "/account/email", press("Send the link")),
    Shot("mail-email-finish", "member", "/account/email/confirm/{email_token}"),
)
MEMBER = (
    Shot("home", "member", "/"),
    Shot("home-menu", "member", "/", open_menus),
    Shot("home-newcomer", "newcomer", "/"),
    Shot("home-long-name", "long", "/"),
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
    Shot("account", "member", "/account"),
    Shot("account-name", "member", "/account/name"),
    Shot("account-email", "member", "/account/email"),
    Shot("account-password-errors", "member", "/account/password", press("Change your password")),
    Shot("account-sessions", "member", "/account/sessions"),
    Shot("account-activity", "member", "/account/activity"),
    Shot("account-confirm", "member", "/account/confirm"),
    Shot("account-confirm-both", "careful", "/account/confirm", press("Confirm")),
    Shot("account-second-step", "careful", "/account/two-factor"),
    Shot("account-second-step-off", "member", "/account/two-factor"),
    Shot("account-app", "member", "/account/two-factor/app"),
    Shot("account-app-errors", "member", "/account/two-factor/app", press("Add the app")),
    Shot("account-app-remove", "careful", "/account/two-factor/app/remove"),
    Shot("account-codes", "guest", "/login", make_codes),
    Shot("account-passkeys", "careful", "/account/passkeys"),
    Shot("account-passkeys-none", "member", "/account/passkeys"),
    Shot("account-passkey-new", "member", "/account/passkeys/new"),
    Shot("account-passkey-remove", "careful", "/account/passkeys/2/remove"),
    Shot("account-passkey-rename", "careful", "/account/passkeys/2"),
    Shot("account-identities", "elsewhere", "/account/identities"),
    Shot("account-identity-unlink", "elsewhere", "/account/identities/{identity}/unlink"),
    Shot("account-identities-offer", "elsewhere", "/account/identities", come_and_link),
    Shot("account-confirm-elsewhere", "elsewhere", "/account/confirm"),
    Shot("account-password-first", "elsewhere", "/account/password", press("Set a password")),
    Shot("account-role", "offered", "/account/role"),
    Shot("account-tokens", "staff", "/account/tokens"),
    Shot("account-tokens-none", "newcomer", "/account/tokens"),
    Shot("account-token-errors", "guest", "/login", as_worker("/account/tokens/new", press("Make the token"))),
    Shot("account-token-shown", "guest", "/login", as_worker("/account/tokens/new", named, press("Make the token"))),
    Shot("account-activity-lines", "guest", "/login", as_worker("/account/activity")),
    Shot("account-token-revoke", "staff", "/account/tokens/{token}/revoke"),
    Shot("account-preferences", "member", "/account/preferences"),
    Shot("account-data", "newcomer", "/account/data"),
    Shot("account-data-waiting", "staff", "/account/data"),
    Shot("account-data-ready", "member", "/account/data"),
    Shot("account-data-failed", "long", "/account/data"),
    Shot("account-delete-errors", "guest", "/login", as_worker("/account/delete", press("Delete my account"))),
    Shot("account-keep", "visitor", "/login", give_leavers_password),
)
DESK = (
    Shot("inbox", "staff", "/inbox"),
    Shot("inbox-one-form", "staff", "/inbox?form={course_form}"),
    Shot("inbox-none", "staff", "/inbox?form={room_form}"),
    Shot("inbox-submission", "staff", "/inbox/{reference}"),
    Shot("inbox-submission-errors", "staff", "/inbox/{reference}", refuse_without_words),
    Shot("admin", "owner", "/admin"),
    Shot("users", "owner", "/admin/users"),
    Shot("users-found", "owner", "/admin/users?q=asa"),
    Shot("users-none", "owner", "/admin/users?q=nobody+of+that+name"),
    Shot("user", "owner", "/admin/users/{long_user}"),
    Shot("user-suspended", "owner", "/admin/users/{suspended_user}"),
    Shot("user-leaving", "owner", "/admin/users/{leaving_user}"),
    Shot("user-new-errors", "owner", "/admin/users/new", press("Create person")),
    Shot("user-edit", "owner", "/admin/users/{long_user}/edit"),
    Shot("user-role", "owner", "/admin/users/{member_user}/grant-role"),
    Shot("user-groups", "owner", "/admin/users/{member_user}/groups"),
    Shot("user-suspend", "owner", "/admin/users/{long_user}/suspend"),
    Shot("user-delete", "owner", "/admin/users/{long_user}/delete"),
    Shot("user-second-step", "owner", "/admin/users/{careful_user}/reset-factors"),
    Shot("user-link", "owner", "/admin/users/{member_user}/link"),
    Shot("user-link-shown", "owner", "/admin/users/{offered_user}/link", press("Make the link")),
    Shot("user-pending", "owner", "/admin/users/{pending_user}"),
    Shot("users-waiting", "owner", "/admin/users/waiting"),
    Shot("user-reject", "owner", "/admin/users/{pending_user}/reject"),
    Shot("invitations", "owner", "/admin/invitations"),
    Shot("invitation", "owner", "/admin/invitations/1"),
    Shot("invitation-shown", "owner", "/admin/invitations/2", press("Send again")),
    Shot("invitation-new-errors", "owner", "/admin/invitations/new", press("Invite")),
    Shot("invitation-revoke", "owner", "/admin/invitations/1/revoke"),
    Shot("groups", "owner", "/admin/groups"),
    Shot("group", "owner", "/admin/groups/1"),
    Shot("group-new-errors", "owner", "/admin/groups/new", press("Create group")),
    Shot("events", "owner", "/admin/events"),
    Shot("event", "owner", "/admin/events/3"),
    Shot("outbox", "owner", "/admin/outbox"),
    Shot("outbox-none", "owner", "/admin/outbox?state=held"),
    Shot("outbox-mail", "owner", "/admin/outbox/{mail}"),
    Shot("outbox-failed", "owner", "/admin/outbox/{failed_mail}"),
    Shot("settings", "owner", "/admin/settings"),
    Shot("providers", "owner", "/admin/providers"),
    Shot("provider-new-errors", "owner", "/admin/providers/new", press("Add the provider")),
    Shot("provider", "owner", "/admin/providers/hallstatt"),
    Shot("provider-remove", "owner", "/admin/providers/hallstatt/remove"),
    Shot("setting", "owner", "/admin/settings/about"),
    Shot("limits", "owner", "/admin/settings/limits"),
    Shot("limit-errors", "owner", "/admin/settings/session-idle", type_too_little),
    Shot("setting-sign-up-errors", "owner", "/admin/settings/signup-mode", press("Save this setting")),
)
BUILDER = (
    Shot("builder-forms", "owner", "/admin/forms"),
    Shot("builder-new-errors", "owner", "/admin/forms/new", press("Create the form")),
    Shot("builder-import", "owner", "/admin/forms/import"),
    Shot("builder-outline", "owner", "/admin/forms/{course_form}"),
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
)
TOUR = tuple(
    Shot(f"tour-{stop}" if stop else "tour", "visitor", f"/tour/{stop}".rstrip("/"))
    for stop in ("", "hello", "capitalize", "add", "escaping", "addresses", "cookie", "entries", "wsgi", "debugger", "testing")
)
SHOTS = ENTRANCE + MEMBER + DESK + BUILDER + TOUR
