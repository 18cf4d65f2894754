"""The baseline: a bare Flask page of a given size, and a password hash and nothing else."""

from flask import Flask
from werkzeug.security import check_password_hash, generate_password_hash

PASSWORD = "correct horse battery staple 7"


def create_app() -> Flask:
    app = Flask("bare")
    pages: dict[int, str] = {}
    hashed = generate_password_hash(PASSWORD, method="scrypt:32768:8:3")

    @app.get("/page/<int:size>")
    def page(size: int) -> str:
        if size not in pages:
            pages[size] = "x" * size
        return pages[size]

    @app.get("/hash")
    def hash_() -> str:
        return str(check_password_hash(hashed, PASSWORD))

    return app
