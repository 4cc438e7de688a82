"""Makes the Hyper-V tables out of reference pages together with two real listings."""

from typing import Any

ORIGINS = [
    "MicrosoftDocs/windows-powershell-docs commit f113d6bda7df, docset/winserver{2016,2019,2022,2025}-ps/Hyper-V (facts; CC-BY-4.0)",
    "PowerShell/PSScriptAnalyzer commit 4b0117ca7d28, Engine/Settings/desktop-5.1.14393.206-windows.json (MIT)",
    "dsccommunity/HyperVDsc commit 17e8eb77fc62, tests/Unit/Stubs/Hyper-V.stubs.psm1 (MIT)",
]
_COMMON = {"WhatIf", "Confirm"}


def evidence(docs: list[str], real: list[str]) -> dict[str, str]:
    """Say per release what speaks for a thing: d its reference page, l a real listing; a release without either is absent.

    Reference pages describe the newest patch, so 2016 needs the real listing of its own build; a thing that only the
    later listing has is not claimed of 2019, for that listing's build is not stated.
    """
    listed = {
        "2016": "14393" in real,
        "2019": {"14393", "2020"} <= set(real),
        "2022": "2020" in real,
        "2025": "2020" in real,
    }
    found = {}
    for release, is_listed in listed.items():
        documented = release in docs
        if is_listed or (documented and release != "2016"):
            found[release] = ("d" if documented else "") + ("l" if is_listed else "")
    return found


def commands_table(merged: dict[str, Any], listed: dict[str, Any]) -> dict[str, Any]:
    """Return all commands; `merged` compares the sources, `listed` is the real module of 2020 with all details."""
    return {
        "module": "Hyper-V",
        "version": "2.0.0.0",
        "origin": ORIGINS,
        "note": "per release: d reference page, l real listing (14393 for 2016; 2020 for 2022 and 2025; both for 2019)",
        "commands": {name: _command(facts, listed.get(name)) for name, facts in sorted(merged.items())},
    }


def _command(facts: dict[str, Any], real: dict[str, Any] | None) -> dict[str, Any]:
    own = evidence(facts["docs"], facts["real"])
    details = real or {}
    parameters = {}
    for name, documented in facts["parameters"].items():
        if name in _COMMON:
            continue
        entry = _parameter(documented, details.get("parameters", {}).get(name), facts.get("parameter_sets", []))
        proof = evidence(documented.get("docs", facts["docs"]), documented.get("real", facts["real"]))
        if proof != own:
            entry["evidence"] = proof
        parameters[name] = entry
    table: dict[str, Any] = {"kind": "Cmdlet", "evidence": own, "parameters": parameters}
    default = details.get("default_set") or facts.get("default_set")
    if default:
        table["default_set"] = default
    if details.get("should_process") or "WhatIf" in facts["parameters"]:
        table["should_process"] = True
        table["confirm_impact"] = details.get("confirm_impact") or "Medium"
    if details.get("output_types"):
        table["output"] = details["output_types"]
    return table


def _parameter(documented: dict[str, Any], real: dict[str, Any] | None, all_sets: list[str]) -> dict[str, Any]:
    aliases = [alias for alias in (real or documented).get("aliases", []) if alias not in {"wi", "cf"}]
    values = (real or {}).get("validate_set")
    entry: dict[str, Any] = {"type": documented["type"], "sets": {}}
    if real is not None:
        entry["type"] = real["type"] or documented["type"]
        entry["sets"] = {name: _flags(binding) for name, binding in sorted(real["sets"].items())}
    else:
        mandatory = documented.get("mandatory_in", [])
        scope = documented.get("sets") or (all_sets if mandatory else ["__AllParameterSets"])
        entry["sets"] = {name: "m" if name in mandatory else "" for name in scope}
    if aliases:
        entry["aliases"] = aliases
    if values:
        entry["values"] = values
    return entry


def _flags(binding: dict[str, Any]) -> str:
    """Encode a binding: m mandatory, a digit its position, p from the pipeline, n from the pipeline by property name."""
    position = binding.get("position")
    return (
        ("m" if binding.get("mandatory") else "")
        + ("" if position is None else str(position))
        + ("p" if binding.get("pipeline") else "")
        + ("n" if binding.get("pipeline_by_name") else "")
    )


def types_table(types: dict[str, Any]) -> dict[str, Any]:
    """Return the enums with their numbers and the classes with their property types."""
    return {
        "module": "Hyper-V",
        "origin": [ORIGINS[2]],
        "enums": {
            name: {"base": enum["base"], "values": enum["values"]} for name, enum in sorted(types["enums"].items())
        },
        "classes": {name: facts["properties"] for name, facts in sorted(types["classes"].items())},
    }
