"""Executes a plan and nothing else: check, apply, check; state comes from the hosts and the journal."""
