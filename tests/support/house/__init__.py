"""The rules of the house as functions: `rule(tree) -> list of sentences`, one for each break."""
