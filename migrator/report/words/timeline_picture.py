"""The timeline as a drawing: one bar for each phase, work and waiting in two patterns."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Final

from migrator.report.printable import printable
from migrator.report.view.report_model import PhaseTime, SpanKind
from migrator.report.words.speaker import Speaker

_WIDTH: Final = 960
_LABEL: Final = 300
_ROW: Final = 26
_TOP: Final = 30
_TICKS: Final = 4
_WAITS: Final = (
    '<defs><pattern id="waits" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" class="waits-ground"/><rect width="3" height="6" class="waits-line"/></pattern></defs>'
)
_SMALLEST: Final = 2.0
"""A bar that is too short to be seen is drawn this wide."""


def timeline_svg(phases: Sequence[PhaseTime], say: Speaker) -> str:
    """Return the drawing as SVG to stand in HTML; an empty text where nothing has a time."""
    begins = [span.begin for phase in phases for span in phase.spans]
    ends = [span.end for phase in phases for span in phase.spans]
    if not begins:
        return ""
    begin, whole = min(begins), max(max(ends) - min(begins), timedelta(seconds=1))
    height = _TOP + _ROW * len(phases) + 34
    parts = [
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="timeline-title">',
        f'<title id="timeline-title">{_safe(timeline_words(phases, say))}</title>',
        _WAITS,
        *_ticks(begin, whole, height, say),
    ]
    for row, phase in enumerate(phases):
        top = _TOP + row * _ROW
        title = say.catalogue.text(f"phase.{phase.phase}", "title")
        parts.append(f'<text x="{_LABEL - 8}" y="{top + 16}" text-anchor="end">{_safe(f"{row + 1}. {title}")}</text>')
        parts += [
            f'<rect class="{span.kind.value}" x="{_x(span.begin, begin, whole):.1f}" y="{top + 4}" '
            f'width="{max(_x(span.end, begin, whole) - _x(span.begin, begin, whole), _SMALLEST):.1f}" height="16"/>'
            for span in phase.spans
        ]
    parts += [*_legend(height - 12, say), "</svg>"]
    return "\n".join(parts)


def timeline_words(phases: Sequence[PhaseTime], say: Speaker) -> str:
    """Return what the drawing shows, for who does not see it."""
    said = [
        say.text(
            "phase_time",
            phase=say.catalogue.text(f"phase.{phase.phase}", "title"),
            begin=say.time(phase.begin),
            end=say.time(phase.end),
        )
        for phase in phases
        if phase.begin is not None
    ]
    return " ".join([say.text("timeline"), *said])


def _x(time: datetime, begin: datetime, whole: timedelta) -> float:
    return _LABEL + (_WIDTH - _LABEL - 10) * ((time - begin) / whole)


def _ticks(begin: datetime, whole: timedelta, height: int, say: Speaker) -> list[str]:
    parts = []
    for tick in range(_TICKS):
        time = begin + whole * tick / _TICKS
        x = _x(time, begin, whole)
        parts.append(f'<line class="tick" x1="{x:.1f}" y1="{_TOP - 8}" x2="{x:.1f}" y2="{height - 30}"/>')
        parts.append(f'<text class="small" x="{x:.1f}" y="{_TOP - 14}">{_safe(say.time(time))}</text>')
    return parts


def _legend(y: int, say: Speaker) -> list[str]:
    parts = []
    for place, kind in enumerate(SpanKind):
        x = _LABEL + place * 200
        parts.append(f'<rect class="{kind.value}" x="{x}" y="{y - 11}" width="22" height="12"/>')
        parts.append(f'<text class="small" x="{x + 28}" y="{y}">{_safe(say.word("span", kind.value))}</text>')
    return parts


def _safe(text: str) -> str:
    return escape(printable(text))
