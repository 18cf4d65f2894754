"""Staff see submissions through: list, one submission, status, export."""

from flask import Blueprint

bp = Blueprint("inbox", __name__)
