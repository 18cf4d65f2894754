"""Members fill in forms here: drafts page by page, check, send, and what became of it."""

from flask import Blueprint

bp = Blueprint("forms", __name__)
