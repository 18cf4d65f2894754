"""Submissions on paper."""
