"""The back office: users, groups, forms, events, outbox, settings."""

from flask import Blueprint

bp = Blueprint("admin", __name__)
