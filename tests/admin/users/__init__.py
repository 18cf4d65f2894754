"""Tests of the desk for people."""
