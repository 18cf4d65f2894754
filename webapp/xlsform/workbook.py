"""An XLSForm workbook as rows of text: sheets by name, headers in their normal form, texts by language."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from webapp.languages import _
from webapp.xlsform.cells import Unread, tables_of

MOST_BYTES = 10 << 20
# A workbook is a ZIP: what it says it unpacks to is asked before anything is unpacked.
MOST_UNPACKED = 80 << 20
MOST_PARTS = 1000
WANTED = ("survey", "choices", "settings")
_ALIASES = {
    "relevance": "relevant",
    "caption": "label",
    "list name": "list_name",
    "value": "name",
    "read only": "readonly",
    "read_only": "readonly",
    "calculate": "calculation",
    "image": "media",
    "audio": "media",
    "video": "media",
    "big-image": "media",
}


class Unreadable(ValueError):
    """The file is no workbook that can be read, or no XLSForm; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet. `number` as the spreadsheet shows it; `cells` by header; `words` by header and language,
    where the language is written as in the header, "" for none."""

    number: int
    cells: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def sheets_of(data: bytes) -> dict[str, list[Row]]:
    """The sheets `survey`, `choices` and `settings`, empty where there is none. Raises Unreadable."""
    check_size(data)
    try:
        found = tables_of(data, WANTED)
    except Unread as error:
        broken = _("The workbook cannot be read. Open it in a spreadsheet program and save it as .xlsx.")
        raise Unreadable(too_large() if error.is_large else broken) from error
    if "survey" not in found:
        raise Unreadable(_("The workbook has no sheet called “survey”: it is not an XLSForm."))
    return {name: list(rows_of(found.get(name, []))) for name in WANTED}


def check_size(data: bytes) -> None:
    """Turn away what is too large, or would be once unpacked."""
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise Unreadable(_("The file is not a workbook. Choose a file that ends in .xlsx.")) from error
    if len(data) > MOST_BYTES or len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(too_large())


def too_large() -> str:
    return _("The workbook is too large. Remove pictures and sheets that the form does not need.")


def rows_of(table: list[list[str]]) -> Iterator[Row]:
    """Rows that say anything, under the headers of the first row."""
    headers = [header_of(text) for text in table[0]] if table else []
    for number, line in enumerate(table[1:], 2):
        cells: dict[str, str] = {}
        words: dict[str, dict[str, str]] = {}
        for (name, language), text in zip(headers, line, strict=False):
            if name and text:
                cells.setdefault(name, text)
                words.setdefault(name, {}).setdefault(language, text)
        if cells:
            yield Row(number, cells, words)


def header_of(text: str) -> tuple[str, str]:
    """(name, language): "label::English (en)" → ("label", "English (en)"); "Constraint Message" → ("constraint_message", "")."""
    name, _colons, language = text.partition("::" if "::" in text else ":")
    plain = name.strip().lower()
    if plain == "media":
        # media::image::English (en)
        language = language.rpartition("::")[2] if "::" in language else ""
    return _ALIASES.get(plain, plain.replace(" ", "_")), language.strip()
