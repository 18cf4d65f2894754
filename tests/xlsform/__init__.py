"""Tests of webapp/xlsform."""
