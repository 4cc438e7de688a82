"""A runspace pool without PowerShell: psrpcore speaks the protocol, a callable answers the pipelines."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psrpcore
import psrpcore.types as pt

from migrator.lab.cmdlets.api import PsError
from migrator.lab.engines.engine import Sink
from migrator.lab.engines.python.running import Answer, Running, Stopped

_FRAGMENT_BYTES = 32 * 1024
_FRAGMENT_HEADER_BYTES = 21


class AnsweredPool:
    """A `ShellEngine`; `version` is the PowerShell version that the host announces."""

    def __init__(self, answer: Answer, *, version: str) -> None:
        self._answer = answer
        table = {"PSVersion": pt.PSVersion(version), "PSEdition": "Desktop"}
        # psrpcore is not made for several threads; everything that touches it holds this lock.
        self._lock = threading.RLock()
        self._pool = psrpcore.ServerRunspacePool(application_private_data={"PSVersionTable": table})
        self._pipelines: dict[UUID, Running] = {}
        self._sink: Sink | None = None
        self._captured: list[bytes] | None = None

    def open(self, creation: bytes, sink: Sink) -> None:
        """Answer the capabilities and open the pool at once."""
        self._sink = sink
        self._receive(None, creation)

    def command(self, command: UUID, fragments: bytes) -> None:
        """Begin a pipeline; it runs in a thread of its own once its creation has arrived whole."""
        with self._lock:
            self._pipelines[command] = Running(psrpcore.ServerPipeline(self._pool, command), self._write)
        self._receive(command, fragments)

    def send(self, command: UUID | None, stream: str, fragments: bytes) -> None:
        """Take the rest of a big creation, input (which no script of ours reads), and pool messages."""
        del stream
        self._receive(command, fragments)

    def stop(self, command: UUID) -> None:
        """End a running pipeline as Stopped."""
        with self._lock:
            pipeline = self._pipelines.get(command)
            if pipeline is None or pipeline.server.state != pt.PSInvocationState.Running:
                return
            pipeline.stopping.set()
            self._write(pipeline.server.stop)
        self._done(command)

    def terminate(self, command: UUID) -> None:
        """Forget a pipeline; what is still said in it goes nowhere."""
        with self._lock:
            pipeline = self._pipelines.pop(command, None)
            if pipeline is not None:
                pipeline.stopping.set()
                self._pool.pipeline_table.pop(command, None)

    def connect(self, fragments: bytes) -> bytes:
        """Hand the pool to a new client: capability and init data at once, the rest with its first Receive."""
        with self._lock:
            if self._pool.state == pt.RunspacePoolState.Opened:
                self._pool.disconnect()
            count = self._pool._fragment_count  # noqa: SLF001 - see below
            self._pool.connect()
            # psrpcore restarts its object ids here; Windows goes on counting, and clients drop ids they have seen.
            self._pool._fragment_count = count  # noqa: SLF001 - there is no public way
            self._pool.prepare_message(self._pool.our_capability)
            captured: list[bytes] = []
            self._captured = captured
            try:
                self._receive(None, fragments)
            finally:
                self._captured = None
            for later in captured[2:]:
                self._tell(None, later)
            return b"".join(captured[:2])

    def disconnect(self) -> None:
        """Go on working; the endpoint keeps what is said."""

    def reconnect(self) -> None:
        """Go on working."""

    def die(self, reason: str) -> None:
        """End as a process does that is killed: nobody hears anything more."""
        self.close()
        if self._sink is not None:
            self._sink.gone(reason)

    def close(self) -> None:
        """Stop every pipeline."""
        with self._lock:
            for command in list(self._pipelines):
                self.terminate(command)

    def _receive(self, command: UUID | None, fragments: bytes) -> None:
        with self._lock:
            self._pool.receive_data(psrpcore.PSRPPayload(fragments, psrpcore.StreamType.default, command))
            while (event := self._pool.next_event()) is not None:
                self._handle(event)
            self._flush()

    def _handle(self, event: psrpcore.PSRPEvent[Any, Any]) -> None:
        if isinstance(event, psrpcore.CreatePipelineEvent):
            pipeline = self._pipelines[event.pipeline_id]
            # Not start(): it would announce Running, which Windows does not.
            pipeline.server.state = pt.PSInvocationState.Running
            threading.Thread(target=self._run, args=(event.pipeline_id, pipeline), daemon=True).start()
        elif isinstance(event, psrpcore.GetAvailableRunspacesEvent):
            self._pool.runspace_availability_response(event.ci, self._pool.max_runspaces)
        elif isinstance(event, psrpcore.ResetRunspaceStateEvent):
            self._pool.runspace_availability_response(event.ci, True)

    def _run(self, command: UUID, pipeline: Running) -> None:
        failure: PsError | None = None
        try:
            self._answer(pipeline)
        except Stopped:
            return
        except PsError as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - an answer's bug shows as a failed script, never as a hanging one
            failure = PsError(f"The rehearsal host failed: {error!r}", error_id="RehearsalHostFailed")
        try:
            pipeline.do(lambda: pipeline.end(failure))
        except Stopped:
            return
        self._done(command)

    def _write(self, act: Callable[[], None]) -> None:
        with self._lock:
            act()
            self._flush()

    def _flush(self) -> None:
        """Hand over at once what psrpcore has queued: its buffer is one for all pipelines."""
        while (said := self._pool.data_to_send(_FRAGMENT_BYTES)) is not None:
            if self._captured is not None and said.pipeline_id is None:
                self._captured.extend(_single_fragments(said.data))
            else:
                self._tell(said.pipeline_id, said.data)

    def _tell(self, command: UUID | None, fragments: bytes) -> None:
        if self._sink is not None:
            self._sink.data(command, fragments)

    def _done(self, command: UUID) -> None:
        if self._sink is not None:
            self._sink.done(command)


def _single_fragments(data: bytes) -> list[bytes]:
    fragments: list[bytes] = []
    while data:
        length = _FRAGMENT_HEADER_BYTES + int.from_bytes(data[17:21], "big")
        fragments.append(data[:length])
        data = data[length:]
    return fragments
