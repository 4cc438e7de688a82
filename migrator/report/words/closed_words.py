"""What keeps a gate shut, in words."""

from collections.abc import Mapping

from pydantic import JsonValue

from migrator.domain.concern import Concern
from migrator.report.concern_view import concern_views
from migrator.report.words.speaker import Speaker


def closed_words(closed_by: tuple[str, ...], seen: Mapping[str, JsonValue] | None, say: Speaker) -> tuple[str, ...]:
    """Return each reason as what was found; one without a judgement in what the gate saw stays `<rule> <subject id>`."""
    told = (seen or {}).get("concerns")
    words: dict[str, str] = {}
    for one in told if isinstance(told, list) else []:
        concern = Concern.model_validate(one)
        (view,) = concern_views([concern], say.catalogue)
        words[f"{concern.rule} {concern.subject.id}"] = view.found[0].found
    return tuple(words.get(one, one) for one in closed_by)
