"""What changing scripts are held by: each change of a world is told, looking at one changes nothing."""

from pathlib import Path

from gates.contract.case import Case
from gates.contract.observed import Json
from gates.contract.world_state import changes, state_of
from migrator.lab.world.model import Host, VmNetworkAdapter, World, named_guid


def told(folder: Path, change: "object" = None, *, with_content: bool = True) -> dict[str, Json]:
    with Case("Get-VMInventory", "any").built(folder) as cmdlets:
        world, host = cmdlets.context.world, cmdlets.context.host
        before = state_of(world, host, with_content=with_content)
        if callable(change):
            change(world, host)
        cmdlets("Hyper-V\\Get-VM")
        return changes(before, state_of(world, host, with_content=with_content))


def test_looking_changes_nothing(tmp_path: Path) -> None:
    assert told(tmp_path) == {}


def test_a_changed_value_is_told_with_before_and_after(tmp_path: Path) -> None:
    def hold(_world: World, host: Host) -> None:
        host.vms[0].automatic_start_action = "Nothing"

    found = told(tmp_path, hold)["model"]
    assert isinstance(found, dict)
    [(path, change)] = found.items()
    assert path.endswith("automatic_start_action")
    assert change == {"before": "StartIfRunning", "after": "Nothing"}


def test_a_vm_that_goes_does_not_look_like_a_change_of_the_others(tmp_path: Path) -> None:
    def remove(_world: World, host: Host) -> None:
        host.vms = host.vms[1:]
        gone.append(str(host.vms[0].id))

    gone: list[str] = []
    found = told(tmp_path, remove)["model"]
    assert isinstance(found, dict)
    assert found
    assert not any(gone[0] in path for path in found)


def test_of_something_new_only_what_is_special_is_told(tmp_path: Path) -> None:
    """A field added to the model later does not make recordings wrong."""

    def add(_world: World, host: Host) -> None:
        host.vms[3].network_adapters.append(VmNetworkAdapter(id=named_guid(1, "new"), switch_name="LAN"))

    found = told(tmp_path, add)["model"]
    assert isinstance(found, dict)
    assert [path.rpartition(".")[2] for path in found if "switch_name" in path] == ["switch_name"]
    assert not any("vmq_weight" in path for path in found)


def test_files_are_told_by_the_host_s_own_path(tmp_path: Path) -> None:
    def write(_world: World, host: Host) -> None:
        root = next(volume.root for volume in host.volumes if volume.drive_letter == "D")
        (root / "new.txt").write_text("x")
        (root / "readme.txt").unlink()
        configuration = next(root.rglob("*.vmcx"))
        configuration.write_bytes(b"other")

    found = told(tmp_path, write)["files"]
    assert isinstance(found, dict)
    assert found["D:\\readme.txt"] == {"removed": True}
    added = found["D:\\new.txt"]
    assert isinstance(added, dict)
    assert isinstance(added["added"], dict)
    assert added["added"]["size_bytes"] == 1
    assert {"changed": True} in found.values()


def test_a_reader_that_writes_is_caught(tmp_path: Path) -> None:
    def write(_world: World, host: Host) -> None:
        root = next(volume.root for volume in host.volumes if volume.drive_letter == "D")
        (root / "readme.txt").write_text("other")

    assert "files" in told(tmp_path, write, with_content=False)
