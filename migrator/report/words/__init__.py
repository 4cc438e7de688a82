"""The report's view model in a reader's language, as blocks that each output format draws."""
