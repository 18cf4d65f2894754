"""The talk with OpenID providers. Loaded when the first person comes by one, not with the application."""
