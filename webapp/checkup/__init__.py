"""A look at everything that can be amiss on a machine: each finding with what mends it, for `lodge doctor` and /admin/health."""
