"""A walk through how this Flask application is put together."""

from flask import Blueprint

bp = Blueprint("tour", __name__)
