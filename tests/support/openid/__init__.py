"""Providers of OpenID for tests: the real oidc-provider of npm, and one of our own that can be told to misbehave."""
