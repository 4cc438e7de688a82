"""What leaves a company's network names nobody, and still tells us what we need."""

import json
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from migrator.domain.anonymise import KEPT_FIELDS, Anonymiser, Json

ANONYMISER = Anonymiser("salt")


def test_names_paths_ids_and_addresses_are_replaced_the_same_by_the_same() -> None:
    """A VM's name in one document and its folder in another still belong together afterwards."""
    shown = ANONYMISER.document(
        {
            "name": "Buchhaltung",
            "path": "D:\\VMs\\Buchhaltung\\Virtual Machines\\5381F80D-C752-42E0-AE26-6402B019B785.vmcx",
            "id": "5381f80d-c752-42e0-ae26-6402b019b785",
            "unique_id": "\\\\?\\Volume{5381f80d-c752-42e0-ae26-6402b019b785}\\",
            "mac_address": "00155D012345",
            "ip_addresses": ["192.168.7.5/24", "fe80::1", "192.168.7.5/24"],
        }
    )
    name, identity = shown["name"], shown["id"]
    assert isinstance(name, str)
    assert isinstance(identity, str)
    assert shown["path"] == f"D:\\{ANONYMISER.text('VMs')}\\{name}\\Virtual Machines\\{identity}.vmcx"
    assert shown["unique_id"] == f"\\\\?\\Volume{{{identity}}}\\"
    assert UUID(identity) != UUID("5381f80d-c752-42e0-ae26-6402b019b785")
    mac, addresses = shown["mac_address"], shown["ip_addresses"]
    assert isinstance(mac, str)
    assert mac.startswith("00155D")
    assert len(mac) == 12
    assert mac != "00155D012345"
    assert isinstance(addresses, list)
    assert addresses[0] == addresses[2]
    assert str(addresses[0]).startswith("198.1")
    assert str(addresses[1]).startswith("2001:db8:")
    text = json.dumps(shown).lower()
    for secret in ("buchhaltung", "5381f80d", "012345", "192.168.7.5", "fe80::1"):
        assert secret not in text


def test_windows_own_words_times_and_numbers_stay() -> None:
    document: dict[str, Json] = {
        "state": "Off",
        "created_at": "2026-01-02T03:04:05.1234567Z",
        "size_bytes": 1 << 40,
        "mac_address": "000000000000",
        "found": True,
        "missing": None,
        "empty": "",
        "processor": {"vendor": "intel"},
    }
    assert ANONYMISER.document(document) == document


def test_an_id_inside_a_sentence_takes_the_sentence_with_it() -> None:
    shown = ANONYMISER.text("VM of Anna 5381f80d-c752-42e0-ae26-6402b019b785")
    assert shown.startswith("text-")


def test_another_salt_gives_other_names() -> None:
    assert Anonymiser("a").text("Buchhaltung") != Anonymiser("b").text("Buchhaltung")


@given(st.text(min_size=4), st.sampled_from(["name", "notes", "a field nobody thought of"]))
def test_what_is_not_known_to_be_harmless_never_gets_through(text: str, field: str) -> None:
    assert field not in KEPT_FIELDS
    secret = "Gehaltsliste " + text
    assert secret not in str(ANONYMISER.document({field: secret, "items": [{field: secret}]}))
