"""`python -m migrator.cli`: the same as the command `migrator`."""

from migrator.cli.app import main

main()
