"""The copier's own command line: `python -m migrator.copying JOB.json`."""

import sys
from pathlib import Path

from migrator.copying.job import Job
from migrator.copying.local_files import LocalFiles
from migrator.copying.run_job import run_job
from migrator.copying.state import JobStatus
from migrator.errors import ExitCode

_CODES = {
    JobStatus.DONE: ExitCode.DONE,
    JobStatus.FAILED: ExitCode.FAILED,
    JobStatus.STOPPED: ExitCode.INTERRUPTED,
    JobStatus.RUNNING: ExitCode.FAILED,
}


def main(arguments: list[str]) -> int:
    """Carry out the job file; what happened stands in its state file."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m migrator.copying JOB.json\n")
        return ExitCode.USAGE
    try:
        job = Job.model_validate_json(Path(arguments[0]).read_bytes())
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{arguments[0]}: {error}\n")
        return ExitCode.USAGE
    return _CODES[run_job(job, LocalFiles())]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
