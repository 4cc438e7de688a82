"""Writes what `[Parameter(...)]` says of one parameter set, in C# or in PowerShell."""

from collections.abc import Iterator

from migrator.facts.tables import ALL_SETS, Binding


def parameter_arguments(set_name: str, binding: Binding, *, quote: str, true: str) -> str:
    """Return the arguments, with the language's quote and its word for true."""
    return ", ".join(_arguments(set_name, binding, quote, true))


def _arguments(set_name: str, binding: Binding, quote: str, true: str) -> Iterator[str]:
    if set_name != ALL_SETS:
        yield f"ParameterSetName = {quote}{set_name}{quote}"
    if binding.mandatory:
        yield f"Mandatory = {true}"
    if binding.position is not None:
        yield f"Position = {binding.position}"
    if binding.from_pipeline:
        yield f"ValueFromPipeline = {true}"
    if binding.from_pipeline_by_name:
        yield f"ValueFromPipelineByPropertyName = {true}"
