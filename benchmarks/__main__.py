"""`make bench`: every measurement, side by side with what a user would do instead, in one run, as ratios."""

from benchmarks.inventory import measure
from migrator.cli.diagnosis import configure_diagnosis

if __name__ == "__main__":
    configure_diagnosis(verbose=False)
    measure()
