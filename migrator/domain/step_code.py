"""Short codes for steps, to be read off a printed page and typed: a slip of one character is noticed."""

import hashlib
from typing import Final

from migrator.domain.plan import Plan, StepId

_ALPHABET: Final = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""31 characters, a prime: the check character then sees each wrong one and each exchange of two. No I, L, O, U, 0."""
_LENGTH: Final = 4
_LOOKS_LIKE: Final = str.maketrans({"I": "1", "L": "1", "-": None, " ": None})


def step_codes(plan: Plan) -> dict[StepId, str]:
    """Return a code for each step, e.g. `K7QX-B`: four characters and a check character, more where two would be equal.

    A code belongs to the plan: after another plan was made, the codes of an old page mean nothing.
    """
    codes: dict[StepId, str] = {}
    taken: set[str] = set()
    for step in plan.steps:
        digest = int.from_bytes(hashlib.sha256(f"{plan.plan_hash}\n{step.id}".encode()).digest(), "big")
        length = _LENGTH
        while (code := _code(digest, length)) in taken:
            length += 1
        taken.add(code)
        codes[step.id] = code
    return codes


def step_of_code(plan: Plan, typed: str) -> StepId | None:
    """Return the step that a typed code means, however it was spaced or cased; None: a slip, or another plan's."""
    meant = _plain(typed)
    return next((step for step, code in step_codes(plan).items() if _plain(code) == meant), None)


def _code(digest: int, length: int) -> str:
    characters = []
    for _ in range(length):
        digest, place = divmod(digest, len(_ALPHABET))
        characters.append(place)
    check = sum(weight * place for weight, place in enumerate(characters, start=2)) % len(_ALPHABET)
    return "".join(_ALPHABET[place] for place in characters) + "-" + _ALPHABET[check]


def _plain(code: str) -> str:
    return code.upper().translate(_LOOKS_LIKE)
