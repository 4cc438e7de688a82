"""The destination host as it really is, against what was declared and what the old one had."""
