"""The talk with OpenID providers."""
