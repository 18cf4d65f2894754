"""Tests of getting in and out."""
