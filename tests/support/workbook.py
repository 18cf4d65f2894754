"""Workbooks for the tests, small ones of our own making, as a spreadsheet program would save them."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

Rows = Sequence[Mapping[str, str]]
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def workbook(survey: Rows, choices: Rows = (), **settings: str) -> bytes:
    """An XLSForm; a row is {header: text}, and settings are one row of their own sheet."""
    return sheets({"survey": survey, "choices": choices, "settings": [settings] if settings else []})


def sheets(named: Mapping[str, Rows]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", _TYPES)
        book.writestr("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")]))
        names = "".join(f'<sheet name="{escape(name)}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(named, 1))
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>'
        )
        parts = [("worksheet", f"worksheets/sheet{at}.xml") for at, _name in enumerate(named, 1)]
        book.writestr("xl/_rels/workbook.xml.rels", relations(parts))
        for at, rows in enumerate(named.values(), 1):
            book.writestr(f"xl/worksheets/sheet{at}.xml", sheet(rows))
    return file.getvalue()


def relations(parts: Sequence[tuple[str, str]]) -> str:
    links = "".join(f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for at, (kind, to) in enumerate(parts, 1))
    return f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>'


def sheet(rows: Rows) -> str:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    lines = [headers, *([row.get(header, "") for header in headers] for row in rows)]
    body = "".join(f"<row>{''.join(cell(text) for text in line)}</row>" for line in lines)
    return f'<worksheet xmlns="{_SPREADSHEET}"><sheetData>{body}</sheetData></worksheet>'


def cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else "<c/>"


def asked(type: str, name: str = "", label: str = "", **more: str) -> dict[str, str]:
    """A row of the sheet `survey`."""
    return {"type": type, "name": name, "label": label, **more}
