"""Where files are kept: a folder of the instance by default, or a bucket that speaks S3."""

from importlib import import_module

from flask import current_app

from webapp.storage.folder import Folder
from webapp.storage.store import Store


def storage() -> Store:
    """The store of this application. The library for S3 is loaded only where one is configured."""
    known = current_app.extensions
    if "lodge_storage" not in known:
        config = current_app.config["LODGE"]
        is_bucket = config.storage_url.startswith("s3://")
        make = import_module("webapp.storage.bucket").Bucket if is_bucket else Folder
        known["lodge_storage"] = make(config.storage_url if is_bucket else config.storage_url or config.instance / "uploads")
    store: Store = known["lodge_storage"]
    return store
