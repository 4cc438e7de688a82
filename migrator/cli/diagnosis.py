"""The stream of diagnosis: structlog to stderr, silent unless something is wrong or `--verbose` asks."""

import logging
import sys

import structlog


def configure_diagnosis(*, verbose: bool) -> None:
    """Send diagnosis to stderr from WARNING up, or from DEBUG up; never to stdout, which belongs to programs."""
    level = logging.DEBUG if verbose else logging.WARNING
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
