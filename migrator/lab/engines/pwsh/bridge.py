"""A runspace pool inside a real PowerShell: fragments go to a `pwsh -s` process and come back from it."""

import logging
import queue
import subprocess
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID

from migrator.lab.engines.engine import EngineGone, Sink, TakeoverUnsupported
from migrator.lab.engines.pwsh.packets import SESSION, EndWatch, control_line, data_line, read_packet

_TAIL_LINES = 50
_PATIENCE_S = 10.0
_log = logging.getLogger(__name__)


class PwshEngine:
    """A `ShellEngine`, one process. `argv` must start `pwsh -s`; `env` is the whole environment of the process.

    pwsh handles each line it reads in a thread of its own, so two lines for one pipeline could swap: a line goes out
    only when the one before it was acknowledged.
    """

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str],
        *,
        folder: Path | None = None,
        patience_s: float = _PATIENCE_S,
    ) -> None:
        self._argv = tuple(argv)
        self._env = dict(env)
        self._folder = folder
        self._patience_s = patience_s
        self._changed = threading.Condition()
        self._waiting_lines: dict[UUID, deque[tuple[bytes, str]]] = {}
        self._awaited_ack: dict[UUID, str] = {}
        self._commands: dict[UUID, EndWatch] = {}
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._sink: Sink | None = None
        self._ended: str | None = None
        self._closing = False
        self._threads: list[threading.Thread] = []

    @property
    def process_id(self) -> int | None:
        """The process behind this shell, once it is open."""
        return self._process.pid if self._process is not None else None

    def open(self, creation: bytes, sink: Sink) -> None:
        """Start the process and begin the pool; a process that cannot start raises `EngineGone`."""
        self._sink = sink
        try:
            process = self._process = subprocess.Popen(  # noqa: S603 - the lab's own command line
                self._argv,
                env=self._env,
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as error:
            self._ended = str(error)
            raise EngineGone(f"{self._argv[0]} cannot be started: {error}") from error
        self._threads = [
            threading.Thread(target=self._write, args=(cast(BinaryIO, process.stdin),), daemon=True),
            threading.Thread(target=self._keep_errors, args=(cast(BinaryIO, process.stderr),), daemon=True),
            threading.Thread(target=self._read, args=(process, sink), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        self._push(SESSION, data_line(SESSION, "Default", creation), "DataAck")

    def command(self, command: UUID, fragments: bytes) -> None:
        """Begin a pipeline."""
        with self._changed:
            self._commands[command] = EndWatch()
        self._push(command, control_line("Command", command), "CommandAck")
        self.send(command, "stdin", fragments)

    def send(self, command: UUID | None, stream: str, fragments: bytes) -> None:
        """Pass fragments on; an empty packet would end the process and is left out."""
        if fragments:
            target = command or SESSION
            self._push(
                target, data_line(target, "PromptResponse" if stream == "pr" else "Default", fragments), "DataAck"
            )

    def stop(self, command: UUID) -> None:
        """Ask the pipeline to stop; pwsh answers with its state."""
        self._push(command, control_line("Signal", command), "SignalAck")

    def terminate(self, command: UUID) -> None:
        """Close the pipeline, exactly once: pwsh counts the closes and hangs at its end if one is missing."""
        with self._changed:
            if self._commands.pop(command, None) is None or self._ended is not None:
                return
        self._push(command, control_line("Close", command), "CloseAck")

    def connect(self, fragments: bytes) -> bytes:
        """Refuse: over standard input and output a pool cannot be taken over."""
        del fragments
        raise TakeoverUnsupported("The shell's engine cannot be taken over by another client.")

    def disconnect(self) -> None:
        """Go on working; the endpoint keeps what is said."""

    def reconnect(self) -> None:
        """Go on working."""

    def close(self) -> None:
        """End the process: by asking, then by killing; it is reaped in any case."""
        process = self._process
        with self._changed:
            already, self._closing = self._closing, True
            open_commands = list(self._commands)
        if process is None or already:
            return
        try:
            for command in open_commands:
                self.terminate(command)
            self._push(SESSION, control_line("Close", SESSION), "CloseAck")
        except EngineGone:
            _log.debug("pwsh %s had ended before it was closed", process.pid)
        with self._changed:
            self._changed.wait_for(lambda: self._ended is not None or self._quiet(SESSION), self._patience_s)
        self._outbox.put(None)
        try:
            process.wait(self._patience_s)
        except subprocess.TimeoutExpired:
            _log.warning("pwsh %s did not end when asked and was killed", process.pid)
            process.kill()
            process.wait()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(self._patience_s)

    def _quiet(self, target: UUID) -> bool:
        return target not in self._awaited_ack and not self._waiting_lines.get(target)

    def _push(self, target: UUID, line: bytes, ack: str) -> None:
        with self._changed:
            if self._ended is not None:
                raise EngineGone(self._ended)
            self._waiting_lines.setdefault(target, deque()).append((line, ack))
            self._pump(target)

    def _pump(self, target: UUID) -> None:
        lines = self._waiting_lines.get(target)
        if lines and target not in self._awaited_ack:
            line, self._awaited_ack[target] = lines.popleft()
            self._outbox.put(line)

    def _write(self, pipe: BinaryIO) -> None:
        """Write in a thread of its own, so that a full pipe never holds up the reading one."""
        try:
            with pipe:
                while (line := self._outbox.get()) is not None:
                    pipe.write(line)
                    pipe.flush()
        except OSError as error:
            _log.debug("pwsh takes no more input: %s", error)

    def _keep_errors(self, pipe: BinaryIO) -> None:
        with pipe:
            for line in pipe:
                self._tail.append(line.decode(errors="replace").rstrip())

    def _read(self, process: subprocess.Popen[bytes], sink: Sink) -> None:
        with cast(BinaryIO, process.stdout) as pipe:
            for line in pipe:
                packet = read_packet(line)
                if packet is None:
                    self._tail.append("stdout: " + line.decode(errors="replace").rstrip())
                elif packet.tag == "Data":
                    self._said(packet.id, packet.data, sink)
                else:
                    self._acknowledged(packet.id, packet.tag)
        self._end(process, sink)

    def _said(self, target: UUID, fragments: bytes, sink: Sink) -> None:
        if target == SESSION:
            sink.data(None, fragments)
            return
        sink.data(target, fragments)
        with self._changed:
            watch = self._commands.get(target)
        if watch is not None and watch.ended_by(fragments):
            sink.done(target)

    def _acknowledged(self, target: UUID, tag: str) -> None:
        with self._changed:
            if self._awaited_ack.get(target) == tag:
                del self._awaited_ack[target]
                if tag == "CloseAck":
                    self._waiting_lines.pop(target, None)
                self._pump(target)
                self._changed.notify_all()

    def _end(self, process: subprocess.Popen[bytes], sink: Sink) -> None:
        """Reap the process and tell everybody who waits; it ends like this also when nobody asked it to."""
        code = process.wait()
        with self._changed:
            expected = self._closing
            self._ended = f"PowerShell ended with {code}"
            self._changed.notify_all()
        self._outbox.put(None)
        if not expected:
            _log.warning(
                "pwsh %s ended with %s by itself; its last words:\n%s", process.pid, code, "\n".join(self._tail)
            )
        sink.gone(f"PowerShell ended with {code}")
