"""The demo's last words: what was decided for you, and where it is to be read."""

from migrator.cli.demo_person import PEOPLE, People
from migrator.cli.streams import Streams
from migrator.domain.config import Config
from migrator.lab.client import LabClient, LabRefused
from migrator.report.amounts import counted
from migrator.report.printable import printable

_SLOW_S = 0.05
"""Each chunk takes so long: enough to be seen, and the whole demo is still over soon."""


def slow_disks(lab: LabClient) -> None:
    """Let the external disks of the rehearsal host take their time, so that both are seen while they are written."""
    for disk in ("DISK-A", "DISK-B"):
        try:
            lab.do("slow-disk", disk=disk, seconds=_SLOW_S)
        except LabRefused:
            return  # this scenario's disks have other names, and it is a demo without it too


def show_decided(streams: Streams, config: Config, config_file: str, people: People = PEOPLE) -> None:
    """Say which decisions the played person took, for on a real host they are yours."""
    off = sum(1 for one in config.shutdown.exceptions if one.consent is not None)
    counts = {
        "warning": (len(config.waivers), "accepted"),
        "place": (len(config.wipe_gate.cleared), "with other data cleared for the wipe"),
        "guest": (off, "powered off that no shutdown reaches"),
        "VM": (len(config.left_out), "left out"),
    }
    said = ", ".join(f"{counted(count, what)} {how}" for what, (count, how) in counts.items() if count)
    streams.say(f"Decided for you by {printable(people.first)}: {said or 'nothing'}.")
    streams.say(f"On a real host you decide that, by name. Read it in {printable(config_file)}, and in the report.")
