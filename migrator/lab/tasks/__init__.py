"""What a rehearsal host's scheduler carries out: the copy queue, on the world's real files, with the faults of its volumes."""
