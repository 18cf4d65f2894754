"""Backups: one file that holds the database and the uploads, and how that file becomes a portal again."""
