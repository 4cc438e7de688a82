"""What a rehearsal host looks like now, in lines for people."""

from datetime import UTC, datetime

from migrator.cli.streams import Streams
from migrator.lab.control import Answer, JsonValue
from migrator.report.printable import printable


def show_state(streams: Streams, state: Answer) -> None:
    """Print name, release and clock, every virtual machine, and every disk with the letters that `lab do` wants."""
    host = state["host"]
    if not isinstance(host, dict):
        return
    streams.say(
        f"{printable(str(host['name']))}, Windows Server {host['release']}, {_time(state['now'])}", style="bold"
    )
    for vm in _things(host["virtual_machines"]):
        streams.say(f"  {vm['state']!s:10} {printable(str(vm['name']))}")
    for disks, where in ((host["disks"], "plugged in"), (state["shelf"], "on the shelf")):
        for disk in _things(disks):
            told = f"disk {disk['number']}: {printable(str(disk['name']))} ({disk['bus']}), {where}"
            streams.say(f"  {told}{_volumes(disk)}")


def _things(value: JsonValue) -> list[Answer]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _time(value: JsonValue) -> str:
    return f"{datetime.fromisoformat(str(value)).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _volumes(disk: Answer) -> str:
    told = [
        printable(" ".join((f"{one['letter']}:" if one["letter"] else "no letter", str(one["label"]))).rstrip())
        for one in _things(disk["volumes"])
    ]
    return f": {', '.join(told)}" if told else ""
