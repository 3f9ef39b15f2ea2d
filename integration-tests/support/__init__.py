"""Code that the suites of integration tests share."""
