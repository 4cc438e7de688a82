"""What `throw 'Word'` gives: the word is the error's id."""

from migrator.lab.cmdlets.api import PsError


def thrown(word: str) -> PsError:
    """Build the error of a script that refuses."""
    return PsError(word, error_id=word, category="OperationStopped")
