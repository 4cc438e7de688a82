"""What a host is: one module per script that reads it; each model is the shape of that script's documents."""
