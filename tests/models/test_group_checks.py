"""A page that could not be sent once it is full is not published, and no kind sends more than it says."""

import re
from collections import Counter

from tests.models.documents import defined, item
from tests.models.rows import NAME, group
from tests.support.browser import Browser
from tests.support.every_kind import CALC, EVERY_KIND, PAGE
from tests.support.forms import make_form
from tests.support.make import make_user, sign_in
from webapp.models.definition import Definition
from webapp.models.definition_checks import before_publishing
from webapp.models.group_checks import BESIDE, MOST_ON_A_PAGE, most_fields


def sentences(definition: Definition) -> list[str]:
    return [problem.sentence for problem in before_publishing(definition)]


def of_twenty(rows: int) -> Definition:
    return defined([group(NAME, *(item(f"q{number}") for number in range(19)), max=rows)])


def test_a_group_that_grows_past_what_a_page_may_send_is_told_while_it_is_built() -> None:
    long = "Allow fewer of “Children”, or ask less of each: page 1, “Page 1” can grow too long to be sent"
    assert long in sentences(of_twenty(45))
    assert long not in sentences(of_twenty(44))


def test_so_is_a_page_of_too_many_questions() -> None:
    many = [item(f"q{number}", "likert", statements=[{"key": f"k{n}"} for n in range(30)], scale=[]) for number in range(33)]
    assert any("to another page: it is too long to be sent" in one for one in sentences(defined(many)))


def test_no_kind_sends_more_values_than_it_says(browser: Browser) -> None:
    form = make_form(PAGE, calc=CALC)
    sign_in(browser, make_user()).open(f"/forms/{form.slug}").press("Start now")
    drawn = re.findall(r'<(?:input|select|textarea)\b[^>]*?\bname="(f_[a-z]+)([^"]*)"', browser.html)
    tags = re.findall(r'<(?:input|select|textarea)\b[^>]*?\bname="f_[^"]*"[^>]*>', browser.html)
    radios = {name for tag in tags if 'type="radio"' in tag for name in re.findall(r'name="([^"]+)"', tag)}
    sent = Counter(uid for uid, rest in drawn if f"{uid}{rest}" not in radios)
    sent.update(name.partition("-")[0] for name in radios)
    for question in Definition.parse(EVERY_KIND).questions:
        assert sent[question.uid] <= most_fields(question), question.uid
    assert MOST_ON_A_PAGE - BESIDE > sum(sent.values()) > 40
