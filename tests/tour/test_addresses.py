"""The stop about building addresses."""

from tests.support.browser import Browser


def test_each_built_address_leads_somewhere(browser: Browser) -> None:
    page = browser.open("/tour/addresses").page
    built = [link.get("href", "") for cell in page.every("td") for link in cell.iter("a")]
    assert len(built) == 6
    assert [browser.open(address).status for address in built] == [200] * 6


def test_the_call_stands_beside_its_address(browser: Browser) -> None:
    browser.open("/tour/addresses")
    assert browser.has('url_for("tour.add.show", first=-2, second=44) /tour/add/-2/44')


def test_the_routes_of_the_tour_are_listed_and_no_others(browser: Browser) -> None:
    browser.open("/tour/addresses")
    assert browser.has("/tour/add/<whole:first>/<whole:second> tour.add.show")
    assert not browser.has("/admin")
