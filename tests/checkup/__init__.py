"""Tests of what `lodge doctor` and /admin/health look at."""
