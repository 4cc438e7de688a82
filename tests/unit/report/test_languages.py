"""Every text stands in every language, and asks for the same values."""

from string import Formatter

import pytest
from babel import Locale

from migrator.report.amounts import memory_text, size_text
from migrator.report.catalogue import DEFAULT_LANGUAGE, LANGUAGES, load_catalogue, own_entries

OTHERS = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
ENGLISH = own_entries(DEFAULT_LANGUAGE)


def missing(language: str) -> list[str]:
    """Return the texts that fall back to English, as `id.field`."""
    own = own_entries(language)
    return [
        f"{entry}.{field}" for entry, fields in ENGLISH.items() for field in fields if field not in own.get(entry, {})
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    """A reader meets one language, not two; what is missing is named here."""
    assert missing(language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_of_a_text_that_there_is(language: str) -> None:
    """A text that was renamed or taken away in English does not stay behind."""
    own = own_entries(language)
    gone = [
        f"{entry}.{field}" for entry, fields in own.items() for field in fields if field not in ENGLISH.get(entry, {})
    ]
    assert gone == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_uses_the_values_of_the_original(language: str) -> None:
    """No value is lost in translation, and none is asked for that nobody gives."""
    own = own_entries(language)
    unlike = [
        f"{entry}.{field}"
        for entry, fields in own.items()
        for field, text in fields.items()
        if field in ENGLISH.get(entry, {}) and _values(text) != _values(ENGLISH[entry][field])
    ]
    assert unlike == []


def _values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_a_text_for_every_number(language: str) -> None:
    """Babel's rule of the language never asks for a form that the catalogue does not have."""
    entries = load_catalogue(language).entries
    forms = {Locale.parse(language).plural_form(count) for count in (*range(200), 1000, 10**6)}
    counted = [entry for entry, fields in entries.items() if "other" in fields and entry.startswith("report.")]
    assert counted
    assert [entry for entry in counted if not forms <= set(entries[entry])] == []


def test_a_missing_text_stands_in_english() -> None:
    assert load_catalogue("de").entries.keys() == ENGLISH.keys()


def test_amounts_are_german_in_german() -> None:
    """A comma in numbers, and the German word for bytes."""
    assert size_text(1_500_000_000_000, "de") == "1,5 TB"
    assert size_text(950, "de") == "950 Byte"
    assert size_text(None, "de") == "unbekannt"
    assert memory_text(1536 * 2**20, "de") == "1,5 GiB"
    assert memory_text(512 * 2**20, "de") == "512 MiB"
