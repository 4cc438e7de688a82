"""What nobody has confirmed about Windows is said plainly enough that a selftest can settle it."""

from migrator.facts.unconfirmed import unconfirmed
from migrator.hyperv.scripts import shipped_scripts


def test_every_claim_has_a_name_of_its_own() -> None:
    ids = [row.id for row in unconfirmed()]
    assert ids
    assert len(set(ids)) == len(ids)


def test_every_claim_names_shipped_scripts() -> None:
    """A claim whose scripts are gone is settled: it must go, too."""
    shipped = set(shipped_scripts())
    assert {
        row.id: set(row.where) - shipped for row in unconfirmed() if not set(row.where) or set(row.where) - shipped
    } == {}


def test_every_claim_says_what_a_selftest_would_show() -> None:
    assert [row.id for row in unconfirmed() if not row.claim.endswith(".") or not row.selftest.strip()] == []
