"""Shows every fault of a configuration at once: file, line, what stands there, what to do."""

from dataclasses import asdict

from migrator.adapters.config_file import ConfigFaults
from migrator.cli.streams import Streams
from migrator.report.amounts import counted
from migrator.report.printable import printable


def show_faults(streams: Streams, faults: ConfigFaults) -> None:
    """Print all faults in the order of their lines."""
    for fault in faults.faults:
        place = f"{printable(fault.file)}:{fault.line}" if fault.line else printable(fault.file)
        values = {"at": fault.at, "found": fault.found, "expected": fault.expected}
        streams.say(f"{place}: {streams.catalogue.text(f'fault.{fault.kind}', 'found', values)}", style="red")
        streams.say(f"    To do: {streams.catalogue.text(f'fault.{fault.kind}', 'remedy', values)}")
    streams.say(f"{counted(len(faults.faults), 'fault')}. Nothing else was done.", style="bold")
    streams.document({"error": faults.id, "faults": [asdict(fault) for fault in faults.faults]})
