"""Answers one WS-Management request: permissions, limits, replays, and every failure as a fault."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import NamedTuple

from migrator.lab.engines.engine import EngineGone, ShellEngine
from migrator.lab.wire.actions import STOP, Actions
from migrator.lab.wire.quotas import Quotas, TooMuchReceived
from migrator.lab.wire.refusal import (
    ACTION_NOT_SUPPORTED,
    INTERNAL_ERROR,
    PLUGIN_FAILED,
    Refusal,
    access_denied,
    envelope_too_large,
    shell_died,
)
from migrator.lab.wire.shells import Shells
from migrator.lab.wire.soap import NAMESPACES, Request, answer, fault

_REMEMBERED_ANSWERS = 64
_log = logging.getLogger(__name__)


class LoggedRequest(NamedTuple):
    """A request as it came in; `Signal:crtl_c` and `Signal:terminate` tell the signals apart."""

    action: str
    command_id: str | None


@dataclass(frozen=True)
class Reply:
    """An HTTP status with the envelope that goes with it."""

    status: HTTPStatus
    body: bytes


class Service:
    """The WS-Management service of one host. A message with a known id gets its first answer again.

    Clients send the same Receive once more after a lost connection, and the output that was taken for the lost answer
    would be missing otherwise.
    """

    def __init__(
        self,
        engine_factory: Callable[[], ShellEngine],
        *,
        quotas: Quotas,
        clock: Callable[[], float],
        not_permitted: frozenset[str],
    ) -> None:
        self.shells = Shells(engine_factory, quotas=quotas, clock=clock)
        self.log: list[LoggedRequest] = []
        self._actions = Actions(self.shells, quotas)
        self._quotas = quotas
        self._not_permitted = frozenset(name.lower() for name in not_permitted)
        self._lock = Lock()
        self._answers: OrderedDict[str, Future[Reply]] = OrderedDict()

    def answer(self, request: Request, user: str) -> Reply:
        """Act, or repeat the answer of the first time."""
        mine: Future[Reply] = Future()
        with self._lock:
            known = self._answers.get(request.message_id) if request.message_id else None
            if known is None:
                self._answers[request.message_id] = mine
                while len(self._answers) > _REMEMBERED_ANSWERS:
                    self._answers.popitem(last=False)
        if known is not None:
            return known.result()
        reply = self._first_answer(request, user)
        mine.set_result(reply)
        return reply

    def _first_answer(self, request: Request, user: str) -> Reply:
        self.log.append(LoggedRequest(_logged_action(request), _logged_command(request)))
        try:
            return Reply(HTTPStatus.OK, answer(request, self._act(request, user)))
        except Refusal as refusal:
            return refused(refusal, request.message_id)
        except Exception as error:  # noqa: BLE001 - an engine's bug must not look like a broken network
            _log.exception("%s failed", request.action)
            bug = Refusal(INTERNAL_ERROR, f"An internal error occurred. ({error!r})", by_receiver=True)
            return refused(bug, request.message_id)

    def _act(self, request: Request, user: str) -> str:
        if user.lower() in self._not_permitted:
            raise access_denied()
        if request.size_bytes > self._quotas.max_envelope_kb * 1024:
            raise envelope_too_large(self._quotas.max_envelope_kb)
        action = self._actions.by_verb.get(request.verb)
        if action is None:
            raise Refusal(ACTION_NOT_SUPPORTED, f"{request.action} is not supported.", "a:ActionNotSupported")
        try:
            return action(request, user)
        except EngineGone as gone:
            self._end(request, user, str(gone))
            raise shell_died(str(gone)) from gone
        except TooMuchReceived as too_much:
            self._end(request, user, str(too_much))
            raise Refusal(PLUGIN_FAILED, str(too_much)) from too_much

    def _end(self, request: Request, user: str, reason: str) -> None:
        for shell in self.shells.of(user):
            if shell.id == request.shell_id():
                self.shells.end(shell, reason)


def refused(refusal: Refusal, message_id: str) -> Reply:
    """Write a refusal as Windows sends it."""
    return Reply(HTTPStatus.INTERNAL_SERVER_ERROR, fault(refusal, message_id))


def _logged_action(request: Request) -> str:
    if request.verb != "Signal":
        return request.verb or request.action
    code = request.body.findtext("rsp:Signal/rsp:Code", "", NAMESPACES)
    return "Signal:crtl_c" if code == STOP else f"Signal:{code.rsplit('/', 1)[-1].lower()}"


def _logged_command(request: Request) -> str | None:
    for element in request.body.iter():
        if "CommandId" in element.attrib:
            return element.attrib["CommandId"].upper()
    return None
