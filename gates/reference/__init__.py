"""Generated pages of docs/reference: what the program itself knows of its commands, errors, rules, scripts and files."""
