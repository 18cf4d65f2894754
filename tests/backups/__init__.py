"""Backups and restores, on portals of their own."""
