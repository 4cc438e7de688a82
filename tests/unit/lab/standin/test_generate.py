"""The stand-ins are made of the tables, per release, the same each time."""

from pathlib import Path

from migrator.lab.engines.pwsh import generate
from migrator.lab.engines.pwsh.generate_names import csharp


def test_the_same_release_gives_the_same_modules() -> None:
    """A compiled set can be found again by its content, and another release is another set."""
    assert generate.digest(generate.sources("2016")) == generate.digest(generate.sources("2016"))
    assert generate.digest(generate.sources("2016")) != generate.digest(generate.sources("2022"))


def test_a_release_has_what_it_has() -> None:
    """A command of 2022 is no command of 2016."""
    old, new = (generate.sources(release)["modules/Hyper-V/Cmdlets.cs"] for release in ("2016", "2022"))
    assert "Get-VMStorageSettings" not in old
    assert "Get-VMStorageSettings" in new
    assert "class GetVM :" in old


def test_a_host_without_a_feature_has_no_such_module(tmp_path: Path) -> None:
    """Where the Hyper-V module is missing, its commands are not found, as on a real host."""
    shown = generate.manifests("2016", tmp_path, lambda command: not command.startswith("Hyper-V\\"))
    assert "Hyper-V/Hyper-V.psd1" not in shown
    assert "Get-Volume" in shown["Storage/Storage.psd1"]


def test_nullable_and_collection_types_are_real_ones() -> None:
    """A nullable value stays nullable: absent is not zero."""
    assert csharp("System.Nullable[uint64]") == "ulong?"
    assert (
        csharp("System.Nullable<Microsoft.HyperV.PowerShell.OnOffState>") == "Microsoft.HyperV.PowerShell.OnOffState?"
    )
    assert csharp("System.Collections.Generic.IReadOnlyList<Microsoft.HyperV.PowerShell.VMGroup>") == (
        "System.Collections.Generic.List<Microsoft.HyperV.PowerShell.VMGroup>"
    )
