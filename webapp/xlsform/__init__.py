"""Forms out of XLSForm workbooks: what can be carried over becomes a definition, the rest a report."""

from webapp.xlsform.importing import from_xlsform
from webapp.xlsform.report import Imported, Note, Report
from webapp.xlsform.workbook import MOST_BYTES, Unreadable

__all__ = ["MOST_BYTES", "Imported", "Note", "Report", "Unreadable", "from_xlsform"]
