"""Moves all virtual machines of a Hyper-V host through a rebuild of that host."""

__version__ = "0.1.0"
