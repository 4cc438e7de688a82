"""What a person reads: every error has its words, and no value can break them."""

import string

import pytest

from migrator import errors
from migrator.report.catalogue import TextMissing, load_catalogue
from migrator.report.printable import printable

CATALOGUE = load_catalogue("en")


def _closed_set(base: type[errors.MigratorError] = errors.MigratorError) -> list[type[errors.MigratorError]]:
    found = []
    for child in base.__subclasses__():
        found += [child, *_closed_set(child)]
    return [error for error in found if "id" in vars(error)]


@pytest.mark.parametrize("error", _closed_set(), ids=lambda error: error.id)
def test_every_error_says_what_was_attempted_what_was_found_and_what_to_do(error: type[errors.MigratorError]) -> None:
    for field in ("attempted", "found", "remedy"):
        assert CATALOGUE.entries[f"error.{error.id}"][field].strip()


def test_a_hostile_value_stays_a_value() -> None:
    """A VM named like a template or a terminal command is shown, not obeyed."""
    shown = CATALOGUE.text("error.login-refused", "found", {"found": "{host} %s \x1b[2J \u202etxt"})
    assert "{host} %s \\x1b[2J \\u202etxt" in shown


def test_a_missing_text_or_value_is_a_fault_of_the_program_and_named() -> None:
    with pytest.raises(TextMissing, match=r"error\.nothing"):
        CATALOGUE.text("error.nothing", "found")
    with pytest.raises(TextMissing, match="host"):
        CATALOGUE.text("error.login-refused", "attempted", {})


def test_templates_use_plain_names_only() -> None:
    """No template reaches into a value's attributes or asks for a format that a value could refuse."""
    for entry, fields in CATALOGUE.entries.items():
        for field, template in fields.items():
            for _, name, spec, conversion in string.Formatter().parse(template):
                assert name is None or (name.isidentifier() and not spec and conversion is None), (entry, field, name)


def test_umlauts_and_emoji_are_shown_as_they_are() -> None:
    assert printable("Gr\u00f6\u00dfe \U0001f5a5") == "Gr\u00f6\u00dfe \U0001f5a5"
    assert printable("a\nb\tc", one_line=False) == "a\nb\tc"
    assert printable("a\nb") == "a\\nb"
