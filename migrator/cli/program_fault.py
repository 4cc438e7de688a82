"""What is said when the program itself is at fault."""

import tempfile
import traceback

from migrator import __version__
from migrator.errors import ProgramFault


def noted_fault(fault: Exception) -> ProgramFault:
    """Write where it happened into a file that can be sent, and return the error that names it.

    The file holds places in the program and the fault's own words, never the values of variables: one of them may be a
    password.
    """
    with tempfile.NamedTemporaryFile(
        "w", prefix="migrator-fault-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as file:
        file.write(f"migrator {__version__}\n")
        file.writelines(traceback.format_exception(fault))
    return ProgramFault(found=type(fault).__name__, file=file.name)
