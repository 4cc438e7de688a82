"""`make bench`: every measurement, side by side with what a user would do instead, in one run, as ratios."""

from benchmarks.inventory import measure

if __name__ == "__main__":
    measure()
