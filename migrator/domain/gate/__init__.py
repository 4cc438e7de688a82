"""What a gate concludes from what it sees; pure."""
