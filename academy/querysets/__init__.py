"""Questions of the academy, by subject."""
