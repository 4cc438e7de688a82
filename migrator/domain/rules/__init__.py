"""One rule per module: a pure function from a case to what it finds."""
