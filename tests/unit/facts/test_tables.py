"""What a release has is known from reference pages together with real listings."""

import pytest

from gates.facts.syntax import parameter_sets
from migrator.facts import tables
from migrator.facts.tables import RELEASES


def test_each_release_has_its_own_commands() -> None:
    """A script for 2016 is not told that a later command exists."""
    assert tables.find("2016", "Hyper-V\\Get-VMStorageSettings") is None
    assert tables.find("2022", "hyper-v\\get-vmstoragesettings") is not None


def test_a_documented_parameter_that_the_real_build_lacks_is_absent() -> None:
    """The 2016 reference shows AutomaticCheckpointsEnabled, the real 14393 module does not have it."""
    old, new = (tables.find(release, "Hyper-V\\Set-VM") for release in ("2016", "2019"))
    assert old is not None
    assert new is not None
    assert old.parameter("AutomaticCheckpointsEnabled") is None
    assert new.parameter("automaticcheckpointsenabled") is not None


def test_sets_positions_and_aliases_are_known() -> None:
    """A positional name, its alias and its pipeline binding are the real module's."""
    command = tables.find("2016", "Hyper-V\\Get-VM")
    assert command is not None
    name = command.parameters["Name"]
    assert (command.default_set, name.aliases, name.sets["Name"].position, name.sets["Name"].from_pipeline) == (
        "Name",
        ("VMName",),
        0,
        True,
    )


def test_server_only_commands_are_to_be_probed() -> None:
    """No listing of a server's own modules is held; the table says so."""
    command = tables.find("2019", "ServerManager\\Get-WindowsFeature")
    assert command is not None
    assert command.probed


@pytest.mark.parametrize("release", RELEASES)
def test_every_entry_says_where_it_is_from(release: tables.Release) -> None:
    """A fact without a source is no fact."""
    assert all(facts.evidence for facts in tables.commands(release).values())
    assert all(any("MIT" in origin or "CC-BY" in origin for origin in origins) for origins in tables.origins().values())


def test_enums_have_their_real_numbers() -> None:
    """VMState Off is 3, as Hyper-V serialises it."""
    assert tables.enums()["Microsoft.HyperV.PowerShell.VMState"].values["Off"] == 3


def test_syntax_strings_become_parameter_sets() -> None:
    """Positions, switches and mandatory flags are read as Get-Command prints them."""
    sets = parameter_sets("[[-Name] <string[]>] [-All] [<CommonParameters>] [-Id] <int> -Force [<CommonParameters>]")
    assert [[(e.name, e.type_name, e.mandatory, e.position) for e in elements] for elements in sets] == [
        [("Name", "string[]", False, 0), ("All", "switch", False, None)],
        [("Id", "int", True, 0), ("Force", "switch", True, None)],
    ]
