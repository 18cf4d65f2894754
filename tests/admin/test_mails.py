"""The words of mails: typed by administrators for each language, tried before they are kept, never in the way of a mail."""

import pytest
from sqlalchemy import select

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.settings import setting
from tests.support.stage import count, found, only, saving
from webapp.models.approval import tell_administrators
from webapp.models.event import Event
from webapp.models.fault import Fault
from webapp.models.outbox import OutboxMail
from webapp.models.person import Person
from webapp.models.setting import Setting

OWN = "Dear {{ name }},\n\n{{ text }}\n\nYours, {{ site }}"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga", email="olga@example.org"))


def word(admin: Browser, kind: str = "suspended", text: str = OWN, button: str = "Save these words") -> Browser:
    typed = {"Subject": "[{{ site }}] {{ subject }}", "Text": text}
    return admin.open(f"/admin/mails/{kind}/en").fill(typed).press(button)


def suspended(**values: str) -> OutboxMail:
    does(Person.command_line(), "suspend", make_user(name="Ada", **values), reason="Left")
    return only(select(OutboxMail).order_by(OutboxMail.id.desc()).limit(1))


def test_mail_is_sent_in_the_organisations_words_in_that_language_alone(admin: Browser) -> None:
    assert word(admin).has("Your account was suspended: saved.")
    mail = suspended()
    assert (mail.subject, mail.body.split("\n\n")[0]) == ("[Lodge] Your account was suspended", "Dear Ada,")
    assert mail.body.endswith("Yours, Lodge\n")
    assert suspended(language="de").body.startswith("Guten Tag Ada,")
    assert admin.open("/admin/mails").has("English")


def test_what_is_refused_comes_back_with_its_line(admin: Browser) -> None:
    word(admin, text="{{ text }}\n{{ name.__class__ }}")
    assert admin.errors == ["Line 2 reaches for something that a mail is not given."]
    assert (admin.status, count(Setting)) == (422, 0)
    assert word(admin, text="Goodbye").errors == ["Keep {{ text }} in it, or at least {{ link }}."]
    assert "cannot be written" in word(admin, text="{% if name > 1 %}{{ text }}{% endif %}").errors[0]


def test_preview_has_example_values_and_can_be_sent_to_oneself(admin: Browser) -> None:
    assert word(admin, button="Show how it will look").has("Dear Olga,")
    assert count(OutboxMail) == count(Setting) == 0
    word(admin, button="Send it to me")
    mail = only(select(OutboxMail))
    assert (mail.recipient, mail.subject) == ("olga@example.org", "[Lodge] Your account was suspended")


def test_words_are_set_back_to_ours_and_to_what_they_were(admin: Browser) -> None:
    word(admin)
    admin.press("Set back to ours")
    assert suspended().subject == "Your account was suspended"
    admin.open("/admin/mails/suspended/en").press("Set back to [{{ site }}] {{ subject }} " + " ".join(OWN.split()))
    assert suspended().subject.startswith("[Lodge]")
    assert found(select(Event.fields).where(Event.action == "setting.changed")) == [["mail.suspended.en"]] * 3


def test_what_is_word_for_word_ours_is_kept_as_nothing(admin: Browser) -> None:
    admin.open("/admin/mails/suspended/de").press("Save these words")
    assert count(Setting) == 0


@pytest.mark.parametrize("text", ["{{ text.nothing }}", "{% if name == 'x' %}{{ text }}{% endif %}"])
def test_words_that_fail_give_way_to_ours_and_are_a_problem(admin: Browser, text: str) -> None:
    setting(**{"mail.suspended.en": {"subject": "S", "text": text}})
    assert suspended().subject == "Your account was suspended"
    assert only(select(Fault.route)) == "mail suspended (en)"


def test_words_that_lose_the_link_give_way_to_ours(admin: Browser) -> None:
    setting(**{"mail.waiting.en": {"subject": "S", "text": "{% if name %}{{ link }}{% endif %}Nothing"}})
    with saving():
        tell_administrators("https://example.org/queue")
    assert "https://example.org/queue" in only(select(OutboxMail.body))
    assert only(select(Fault.error)) == "ValueError"


def test_text_that_people_chose_is_never_run_as_a_template(admin: Browser) -> None:
    word(admin)
    does(Person.command_line(), "suspend", make_user(name="{{ site }}"), reason="Left")
    assert only(select(OutboxMail.body)).startswith("Dear {{ site }},")
