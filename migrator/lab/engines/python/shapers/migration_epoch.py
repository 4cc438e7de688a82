"""Documents of `Get-MigrationEpoch` and `Set-MigrationEpoch`."""

import json
import re
from collections.abc import Iterator, Mapping

from migrator.lab.cmdlets.api import Cmdlets, PsValue
from migrator.lab.engines.python.known import JsonValue
from migrator.lab.engines.python.shapers.acting import should_process
from migrator.lab.engines.python.shapers.copy_tasks import WORK_FOLDER
from migrator.lab.engines.python.shapers.drives import exists
from migrator.lab.engines.python.shapers.own_files import make_folder, read_json, write_whole
from migrator.lab.engines.python.shapers.refusing import thrown
from migrator.lab.engines.python.shapers.values import number, text

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def get_migration_epoch(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Yield the one document, where there is an epoch."""
    path = _folder(parameters) + "\\epoch.json"
    if exists(cmdlets, path, "Leaf"):
        known = read_json(cmdlets, path)
        yield {"migration_id": str(known["migration_id"]), "epoch": int(known["epoch"])}


def set_migration_epoch(cmdlets: Cmdlets, parameters: Mapping[str, PsValue]) -> Iterator[dict[str, JsonValue]]:
    """Write the epoch down."""
    folder = _folder(parameters)
    path, own, epoch = folder + "\\epoch.json", text(parameters["MigrationId"]), number(parameters["Epoch"])
    if exists(cmdlets, path, "Leaf"):
        known = read_json(cmdlets, path)
        if str(known["migration_id"]).lower() == own.lower() and int(known["epoch"]) > epoch:
            raise thrown("EpochHigher")
    if should_process(parameters):
        make_folder(cmdlets, folder)
        content = json.dumps({"migration_id": own, "epoch": epoch}, separators=(",", ":"))
        write_whole(cmdlets, path, content.encode())
    yield from ()


def _folder(parameters: Mapping[str, PsValue]) -> str:
    migration = text(parameters["Migration"])
    if not _NAME.fullmatch(migration):
        raise thrown("NameNotFit")
    return WORK_FOLDER + migration
