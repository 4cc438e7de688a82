"""All contract cases, by script."""

import sys

from gates.contract.case import Case
from gates.contract.cases import (
    certificate_cases,
    copy_cases,
    external_disk_cases,
    host_cases,
    import_cases,
    leaving_cases,
    letter_cases,
    machine_cases,
    network_cases,
    new_host_cases,
    session_cases,
    storage_cases,
    switch_task_cases,
    vm_cases,
    vm_power_cases,
    vm_setting_cases,
)

WRITTEN: tuple[Case, ...] = (
    *external_disk_cases.CASES,
    *copy_cases.CASES,
    *session_cases.CASES,
    *host_cases.CASES,
    *machine_cases.CASES,
    *storage_cases.CASES,
    *network_cases.CASES,
    *new_host_cases.CASES,
    *certificate_cases.CASES,
    *letter_cases.CASES,
    *switch_task_cases.CASES,
    *import_cases.CASES,
    *leaving_cases.CASES,
    *vm_cases.CASES,
    *vm_power_cases.CASES,
    *vm_setting_cases.CASES,
)
"""As they stand in the modules."""

ALL: tuple[Case, ...] = tuple(
    each for case in WRITTEN for each in ((case, case.rehearsed()) if case.changes_host else (case,))
)
"""With a run with -WhatIf beside each case of a changing script."""


def matching(words: list[str]) -> list[Case]:
    """Return the cases that can be played here and whose id contains one of the words; all for no words."""
    playable = [case for case in ALL if not (case.holds_disks and sys.platform == "win32")]
    return [case for case in playable if not words or any(word.lower() in case.id.lower() for word in words)]
