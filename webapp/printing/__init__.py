"""Submissions as PDF: an extra, drawn by WeasyPrint where that is installed; the pages print everywhere."""
