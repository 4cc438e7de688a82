"""Texts by catalogue id: the one place where ids and parameters become sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias

from babel import Locale
from ruamel.yaml import YAML

from migrator.report.amounts import exact_bytes, memory_text, size_text
from migrator.report.printable import printable

Parameter: TypeAlias = str | int | float | bool | tuple[str, ...] | list[str] | None
Entries: TypeAlias = Mapping[str, Mapping[str, str]]

DEFAULT_LANGUAGE: Final = "en"
LANGUAGES: Final = ("en", "de")
_YES_NO: Final = {"en": ("yes", "no"), "de": ("ja", "nein")}


class TextMissing(LookupError):
    """The catalogue has no such entry or field: a fault of the program, found by its tests."""


@dataclass(frozen=True)
class Catalogue:
    """One language's texts; `entries[id][field]` is a template with the parameters' names in braces."""

    language: str
    entries: Entries

    def text(self, entry: str, field: str, parameters: Mapping[str, Parameter] | None = None) -> str:
        """Return the text of one field with its parameters in place, safe to show.

        Only the template is parsed: braces, quotes or control characters in a value have no effect. A number whose name
        ends in `_bytes` is shown as people say it: memory in binary units, a sector to the byte, all else in decimal.
        """
        try:
            template = self.entries[entry][field]
        except KeyError:
            raise TextMissing(f"{self.language}: {entry}.{field}") from None
        shown = {name: self._amount(name, value) or self._shown(value) for name, value in (parameters or {}).items()}
        try:
            return template.format_map(shown)
        except KeyError as missing:
            raise TextMissing(f"{self.language}: {entry}.{field} wants {missing}") from None

    def plural(self, entry: str, count: int, parameters: Mapping[str, Parameter] | None = None) -> str:
        """Return the field `one` or `other`, by the language's rule for this number; `{count}` is the number."""
        return self.text(entry, Locale.parse(self.language).plural_form(count), {"count": count, **(parameters or {})})

    def has(self, entry: str, field: str) -> bool:
        """Tell whether a text is there."""
        return field in self.entries.get(entry, {})

    def _amount(self, name: str, value: Parameter) -> str | None:
        if not name.endswith("_bytes") or isinstance(value, bool) or not isinstance(value, int):
            return None
        if name.endswith("sector_bytes"):
            return exact_bytes(value, self.language)
        shown = memory_text if name.endswith("_memory_bytes") else size_text
        return shown(value, self.language)

    def _shown(self, value: Parameter) -> str:
        if value is None:
            return "-"
        if isinstance(value, bool):
            return _YES_NO[self.language][0 if value else 1]
        if isinstance(value, (tuple, list)):
            return ", ".join(printable(str(item)) for item in value) or "-"
        return printable(str(value))


def load_catalogue(language: str = DEFAULT_LANGUAGE) -> Catalogue:
    """Read a language's texts; one that it does not have yet stands in English."""
    english = own_entries(DEFAULT_LANGUAGE)
    if language == DEFAULT_LANGUAGE:
        return Catalogue(language=language, entries=english)
    own = own_entries(language)
    return Catalogue(
        language=language, entries={entry: {**fields, **own.get(entry, {})} for entry, fields in english.items()}
    )


@cache  # the files are the program's own and do not change while it runs
def own_entries(language: str) -> Entries:
    """Return what stands in a language's own YAML files; ids are unique over all of them."""
    entries: dict[str, Mapping[str, str]] = {}
    folder = files("migrator.report") / "texts" / language
    for file in sorted(folder.iterdir(), key=lambda found: found.name):
        if not file.name.endswith(".yaml"):
            continue
        for entry, fields in (YAML(typ="safe").load(file.read_text(encoding="utf-8")) or {}).items():
            if entry in entries:
                raise TextMissing(f"{language}: {entry} stands in two files")
            entries[entry] = fields
    return entries
