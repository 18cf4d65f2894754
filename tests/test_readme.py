"""README and the files beside it say what is so."""

import configparser
import re
from pathlib import Path

import pytest

from webapp.config import ROOT

PAPERS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
SMALL = 150 * 1024


def wanted() -> set[str]:
    """What setup.cfg asks for at run time."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "setup.cfg")
    extras = parser["options.extras_require"]
    lines = "\n".join([parser["options"]["install_requires"], extras["postgres"], extras["redis"], extras["pdf"]]).splitlines()
    return {re.split(r"[<>=\[;]", line.strip())[0] for line in lines if line.strip() and not line.strip().startswith("#")}


def test_each_dependency_has_its_reason() -> None:
    table = (ROOT / "README.md").read_text().partition("| Dependency |")[2].partition("\n\n")[0]
    named = {name for row in table.splitlines()[2:] for name in row.split("|")[1].strip().split(", ")}
    assert named == wanted()


@pytest.mark.parametrize("paper", PAPERS)
def test_each_link_leads_to_a_file(paper: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / paper).read_text())
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_pictures_are_small() -> None:
    pictures = [Path(ROOT, name) for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text())]
    assert len(pictures) == 2
    assert all(picture.stat().st_size <= SMALL for picture in pictures)


def test_make_knows_the_commands_that_are_named() -> None:
    named = {name for paper in PAPERS for name in re.findall(r"(?:`|^)make ([a-z-]+)", (ROOT / paper).read_text(), re.MULTILINE)}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"serve", "test"} <= named <= targets
