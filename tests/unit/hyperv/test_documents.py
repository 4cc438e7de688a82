"""What does not fit the contract is refused, and the operator reads which document and which field."""

import pytest

from migrator.errors import UnexpectedOutput
from migrator.hyperv.get_host_inventory import get_host_inventory
from migrator.hyperv.get_service_inventory import get_host_item_inventory, get_service_inventory
from tests.unit.hyperv.sessions import SayingSession

SERVICE = {
    "name": "vmms",
    "display_name": "Hyper-V Virtual Machine Management",
    "state": "Running",
    "start_mode": "Auto",
    "account": "LocalSystem",
    "path_name": "C:\\Windows\\system32\\vmms.exe",
}
ITEM = {"kind": "share", "name": "data", "detail": "D:\\data", "enabled": None}


def test_documents_that_fit_become_data_in_their_order() -> None:
    """Nothing is dropped and nothing is reordered."""
    found = get_service_inventory(SayingSession(SERVICE, {**SERVICE, "name": "vmcompute"}))
    assert [service.name for service in found] == ["vmms", "vmcompute"]


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({key: value for key, value in SERVICE.items() if key != "state"}, "state"),
        ({**SERVICE, "colour": "blue"}, "colour"),
        ({**SERVICE, "start_mode": 2}, "start_mode"),
        ({**SERVICE, "account": None}, "account"),
        ("a text", "document"),
    ],
    ids=["field-missing", "field-unknown", "number-as-text", "null", "no-object"],
)
def test_a_document_that_does_not_fit_is_named_with_its_field(document: object, field: str) -> None:
    """The second of two documents is wrong, and the error says so."""
    with pytest.raises(UnexpectedOutput) as refused:
        get_service_inventory(SayingSession(SERVICE, document))
    said = refused.value.parameters
    assert (said["host"], said["attempted"], said["document"]) == ("hv01", "Get-ServiceInventory", 2)
    assert str(said["found"]).startswith(f"{field}:")


def test_an_enum_member_that_nobody_knows_is_refused() -> None:
    """A newer Windows may say new words; guessing what they mean is not safe."""
    with pytest.raises(UnexpectedOutput) as refused:
        get_host_item_inventory(SayingSession({**ITEM, "kind": "printer"}))
    assert str(refused.value.parameters["found"]).startswith("kind:")


@pytest.mark.parametrize("count", [0, 2])
def test_one_host_is_described_by_one_document(count: int) -> None:
    """No document and two documents are both no answer."""
    with pytest.raises(UnexpectedOutput):
        get_host_inventory(SayingSession(*[{}] * count))
