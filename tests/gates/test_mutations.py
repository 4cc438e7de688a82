"""A shipped script with a mistake planted in it does not get through, and the gate that stops it has a name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from gates.analyzer import powershell
from gates.contract import freshness
from gates.contract.cases import ALL
from gates.contract.differences import differences
from gates.contract.live_side import LiveSide
from gates.contract.recording import read_all
from gates.source import Source
from gates.static import check_script
from migrator.hyperv.scripts import load_script
from migrator.ports.host_session import Script

ENGINE = powershell()


@dataclass(frozen=True)
class Mutation:
    """A slip of the hand in a real script."""

    script: str
    old: str
    new: str

    def apply(self) -> Script:
        """Return the script with the slip in it."""
        text = load_script(self.script).text
        assert self.old in text, f"{self.script} has no {self.old!r} any more: choose another place"
        return Script(self.script, text.replace(self.old, self.new, 1))


MISTYPED_PARAMETER = Mutation("Get-FolderInventory", "-LiteralPath", "-LiteralPaht")
WRONG_PROPERTY = Mutation("Get-VMInventory", "$vm.State", "$vm.Stat")
REMOVED_LITERAL_PATH = Mutation("Get-FolderInventory", "Get-ChildItem -LiteralPath", "Get-ChildItem -Path")
NULL_COALESCING = Mutation("Get-VMInventory", "$value = $null\n", "$value = $null ?? 1\n")
EXIT = Mutation("Get-VMInventory", "$ErrorActionPreference = 'Stop'\n", "$ErrorActionPreference = 'Stop'\nexit 0\n")
RAW_TIME = Mutation(
    "Get-VMInventory",
    "$vm.CreationTime.ToUniversalTime().ToString('o', [cultureinfo]::InvariantCulture)",
    "$vm.CreationTime",
)
NO_GUARD = Mutation("Remove-VMSavedState", "$PSCmdlet.ShouldProcess($Id.ToString(), 'drop saved state')", "$true")
GUARD_NOT_HEEDED = Mutation(
    "Initialize-ExternalDisk",
    "if ($PSCmdlet.ShouldProcess($VolumeId, 'mark as external disk')) {",
    "if ($PSCmdlet.ShouldProcess($VolumeId, 'mark as external disk') -or $found) {",
)
WRONG_PARAMETER = Mutation("Remove-VMSavedState", "Remove-VMSavedState -VM $vm", "Remove-VMSavedState -VMId $vm.Id")
WRONG_SPLATTED_PARAMETER = Mutation("Set-VMMacAddress", "@{ StaticMacAddress = $MacAddress }", "@{ Mac = $MacAddress }")
PATTERN_REMOVED = Mutation("Start-CopyTask", "Remove-Item -LiteralPath $leftOver", "Remove-Item -Path $leftOver")
CHANGES_ONCE_MORE = Mutation(
    "Add-JournalLine",
    "$stream.Position = $document.offset\n                        $stream.Write",
    "$stream.Position = $stream.Length\n                        $stream.Write",
)
CHANGES_WHAT_IS_TRUE = Mutation("Set-VMMacAddress", "if (-not $same) {", "if ($adapter) {")
NO_REFUSAL = Mutation("Initialize-ExternalDisk", "throw 'EpochHigher'", "$null = $old.epoch")

STATIC = {
    "a change without ShouldProcess": ("frame", NO_GUARD),
    "a wrong parameter of a change": ("command-table", WRONG_PARAMETER),
    "a removal by pattern": ("literal-path", PATTERN_REMOVED),
    "a mistyped parameter": ("command-table", MISTYPED_PARAMETER),
    "a removed -LiteralPath": ("literal-path", REMOVED_LITERAL_PATH),
    "??": ("syntax51", NULL_COALESCING),
    "exit 0": ("forbidden", EXIT),
    "a [datetime] into JSON": ("json-time", RAW_TIME),
}

EVERY = {
    **{name: mutation for name, (_, mutation) in STATIC.items()},
    "a wrong property": WRONG_PROPERTY,
    "a refusal left out": NO_REFUSAL,
    "a second change": CHANGES_ONCE_MORE,
}

Judge = Callable[[Script], set[str]]


@pytest.mark.parametrize("name", STATIC)
def test_a_static_gate_stops_it(name: str) -> None:
    """No PowerShell is needed to see these."""
    gate, mutation = STATIC[name]
    changed = mutation.apply()
    source = Source(f"{changed.name}.ps1", changed.text.encode(), changed.name)
    assert gate in {finding.gate for finding in check_script(source)}


@pytest.mark.parametrize("name", EVERY)
def test_its_recording_stops_it(name: str) -> None:
    """Whatever was changed in a script, it has to run in a PowerShell again before it is shipped."""
    changed = EVERY[name].apply()
    findings = list(freshness.check(changed, ALL, read_all()))
    cases = [case for case in ALL if case.script == changed.name]
    assert [finding.gate for finding in findings] == ["recording"] * len(cases)
    assert all(case.id in finding.message for case, finding in zip(cases, findings, strict=True))


def test_an_unchanged_script_is_let_through() -> None:
    for name in {mutation.script for mutation in EVERY.values()}:
        assert list(freshness.check(load_script(name), ALL, read_all())) == []


LIVE = {
    "a change without ShouldProcess": (NO_GUARD, "Remove-VMSavedState/plain.what-if", "documents[0].changed"),
    "an answer of ShouldProcess not heeded": (GUARD_NOT_HEEDED, "Initialize-ExternalDisk/fresh.what-if", "changes"),
    "a wrong parameter handed over in a table": (WRONG_SPLATTED_PARAMETER, "Set-VMMacAddress/pin", "errors[0]"),
    "a second change on repeat": (CHANGES_ONCE_MORE, "Add-JournalLine/again", "changes"),
    "a change of what is true already": (CHANGES_WHAT_IS_TRUE, "Set-VMMacAddress/twice", "documents"),
    "a refusal left out": (NO_REFUSAL, "Initialize-ExternalDisk/older-epoch", "changes"),
    "a wrong property": (WRONG_PROPERTY, "Get-VMInventory/many", "errors[0]"),
    "a mistyped parameter": (MISTYPED_PARAMETER, "Get-FolderInventory/many", "documents"),
    "exit 0": (EXIT, "Get-VMInventory/many", "documents[0]"),
    "a removed -LiteralPath": (REMOVED_LITERAL_PATH, "Get-FolderInventory/pattern", "documents"),
}


@pytest.mark.live
@pytest.mark.skipif(ENGINE is None, reason="no PowerShell on the PATH")
@pytest.mark.parametrize("name", LIVE)
def test_the_live_engine_stops_it(name: str, tmp_path: Path) -> None:
    """The strict stand-ins refuse what the real module would refuse; what a script leaves out is missing."""
    mutation, case_id, place = LIVE[name]
    case = next(case for case in ALL if case.id == case_id)
    (tmp_path / "changed").mkdir()
    (tmp_path / "shipped").mkdir()
    assert ENGINE is not None
    with LiveSide(ENGINE) as side:
        shipped = side.answer(case, tmp_path / "shipped")
        changed = side.answer(case, tmp_path / "changed", mutation.apply())
    found = differences(shipped.observed, changed.observed)
    assert any(line.startswith(place) for line in found), found
