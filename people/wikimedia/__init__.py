"""Signing in with a Wikimedia account: allauth's mediawiki provider with its gaps closed."""
