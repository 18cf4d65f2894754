"""Forms that dice have built, and people who fill them in by dice: for tests that hold whatever is asked and typed."""
