"""`make bench`: every measurement, side by side with what a user would do instead, in one run, as ratios."""

import sys

from benchmarks import copy, inventory
from migrator.cli.diagnosis import configure_diagnosis

if __name__ == "__main__":
    configure_diagnosis(verbose=False)
    wanted = sys.argv[1:] or ["inventory", "copy"]
    if "inventory" in wanted:
        inventory.measure()
    if "copy" in wanted:
        copy.measure()
