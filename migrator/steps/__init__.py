"""What each step of a playbook does: how its host is asked, what is written down before, how it is changed."""
