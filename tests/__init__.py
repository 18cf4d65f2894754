"""Tests: a mirror of webapp/, journeys in a real browser, and the rules of the house."""
