"""What must hold everywhere: spec/safety.md as tests, with the ids of ASVS 5.0 that they prove."""
