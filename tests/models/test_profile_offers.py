"""What an account knows is offered only where a form asks for just that."""

from tests.support.forms import document, page, question
from webapp.models.definition import Definition
from webapp.models.person import Person
from webapp.models.profile_offers import offers

ADA = Person(id=1, name="Ada King Lovelace", email="ada@example.org")
FORM = Definition.parse(
    document(
        page(
            question("person", "Your name", "f_me", own=True),
            question("person", "Your names", "f_two", own=True, boxes="two"),
            question("email", "Your address", "f_mail", own=True),
            question("text", "Name", "f_line", autocomplete="name"),
            question("person", "Child's name", "f_child"),
            question("email", "Teacher's address", "f_other"),
            question("phone", "Your number", "f_phone", own=True),
        )
    )
)


def test_only_questions_about_the_person_are_offered_what_is_known() -> None:
    assert offers(FORM, ADA, "en") == {
        "f_me": "Ada King Lovelace",
        "f_two": {"given": "Ada King", "family": "Lovelace"},
        "f_mail": "ada@example.org",
        "f_line": "Ada King Lovelace",
    }


def test_one_name_alone_is_not_torn_apart() -> None:
    assert "f_two" not in offers(FORM, Person(id=1, name="Ada"), "en")
