"""Where files are kept, and what is let in."""
