"""The journal: what a host cannot show, written and synced before the change it speaks of, never rewritten."""
