"""All contract cases, by script."""

from gates.contract.case import Case
from gates.contract.cases import host_cases, machine_cases, network_cases, session_cases, storage_cases

ALL: tuple[Case, ...] = (
    *session_cases.CASES,
    *host_cases.CASES,
    *machine_cases.CASES,
    *storage_cases.CASES,
    *network_cases.CASES,
)


def matching(words: list[str]) -> list[Case]:
    """Return the cases whose id contains one of the words; all for no words."""
    return [case for case in ALL if not words or any(word.lower() in case.id.lower() for word in words)]
