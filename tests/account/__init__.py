"""Tests of what people do to their own account."""
