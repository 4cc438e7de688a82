"""The WSMan faults that a Windows host answers with, under the codes of its `wsmerror.h`."""

OPERATION_TIMED_OUT = 2150858793
UNEXPECTED_SELECTORS = 2150858843
MAX_SHELLS_PER_USER = 2150859173
MAX_COMMANDS_PER_SHELL = 2150859241
MAX_ENVELOPE_SIZE = 2150858823
SHELL_DISCONNECTED = 2150859204
CLIENT_SESSION_MISMATCH = 2150859206
ACTION_NOT_SUPPORTED = 2150858771
PLUGIN_FAILED = 2150858883
ACCESS_DENIED = 5
INVALID_PARAMETER = 87
OPERATION_ABORTED = 995
INTERNAL_ERROR = 1359


class Refusal(Exception):
    """A request is answered with a SOAP fault. `subcode` has its prefix, `by_receiver` tells whose fault it is."""

    def __init__(self, code: int, text: str, subcode: str = "w:InternalError", *, by_receiver: bool = False) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.subcode = subcode
        self.by_receiver = by_receiver


def timed_out() -> Refusal:
    """Say that nothing came within OperationTimeout: a normal event, the client asks again."""
    text = "The WS-Management service cannot complete the operation within the time specified in OperationTimeout."
    return Refusal(OPERATION_TIMED_OUT, text, "w:TimedOut", by_receiver=True)


def no_such_shell() -> Refusal:
    """Say that no shell of this user has that id (any more)."""
    text = (
        "The request for the Windows Remote Shell failed because the shell was not found on the server. "
        "Possible causes are: the specified ShellId is incorrect or the shell no longer exists on the server."
    )
    return Refusal(UNEXPECTED_SELECTORS, text, "w:InvalidSelectors")


def no_such_command() -> Refusal:
    """Say that the command was never begun, was closed, or its end was delivered."""
    text = (
        "The Windows Remote Shell received a request to perform an operation on a command identifier that does not "
        "exist. Either the command has completed execution or the client specified an invalid command identifier."
    )
    return Refusal(UNEXPECTED_SELECTORS, text, "w:InvalidSelectors")


def shell_died(reason: str) -> Refusal:
    """Say that the process behind the shell ended while something was asked of it."""
    text = (
        f"The I/O operation has been aborted because of either a thread exit or an application request. ({reason})"
        if reason
        else "The I/O operation has been aborted because of either a thread exit or an application request."
    )
    return Refusal(OPERATION_ABORTED, text, by_receiver=True)


def too_many_shells(allowed: int) -> Refusal:
    """Say that MaxShellsPerUser is exhausted."""
    text = (
        f"The WS-Management service cannot process the request. This user is allowed a maximum number of {allowed} "
        "concurrent shells, which has been exceeded. Close existing shells or raise the quota for this user."
    )
    return Refusal(MAX_SHELLS_PER_USER, text, "w:QuotaLimit", by_receiver=True)


def too_many_commands() -> Refusal:
    """Say that MaxConcurrentCommandsPerShell is exhausted."""
    text = (
        "The WS-Management service cannot process the request. The maximum number of concurrent commands per shell "
        "has been exceeded. Retry the request later or raise the Maximum Commands per Shell quota."
    )
    return Refusal(MAX_COMMANDS_PER_SHELL, text, by_receiver=True)


def envelope_too_large(allowed_kb: int) -> Refusal:
    """Say that the request exceeds MaxEnvelopeSizekb."""
    text = f"The WS-Management service cannot process the request: it is larger than MaxEnvelopeSizekb, {allowed_kb}."
    return Refusal(MAX_ENVELOPE_SIZE, text, "w:EncodingLimit")


def access_denied() -> Refusal:
    """Say that the login was good and the account may not do this."""
    return Refusal(ACCESS_DENIED, "Access is denied. ", "w:AccessDenied")


def malformed(what: str) -> Refusal:
    """Say that the envelope is not what WS-Management asks for."""
    return Refusal(INVALID_PARAMETER, what, "w:SchemaValidationError")
