"""A session that says what a test wrote down, and hosts of the lab."""

import sys
from pathlib import Path

# Test folders are no packages: what they share lies beside them.
sys.path.insert(0, str(Path(__file__).parent))
