"""Tells whether a value can be the answer to an open input at all; whether it is true, a host says later."""

import re
from typing import Final

_FORMS: Final = {
    "external-disk": re.compile(r"\\\\\?\\Volume\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}\\", re.IGNORECASE),
    "new-home": re.compile(r'[a-z]:\\[^\x00-\x1f<>:"/|?*]+', re.IGNORECASE),
}


def is_possible(text: str, value: str) -> bool:
    """Tell whether a value has the form that an open input of this text wants; others take any name."""
    form = _FORMS.get(text)
    return form is None or form.fullmatch(value) is not None
