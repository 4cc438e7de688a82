"""Writes one entry's chunks to one destination, in a thread of its own, so that a slow disk holds up nobody's memory."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum, auto
from queue import Queue
from typing import Final, NamedTuple

from migrator.bag import layout
from migrator.bag.chunk_list import LINE_BYTES, lines_of
from migrator.bag.entry import Entry
from migrator.copying.destination import Destination, reason_of
from migrator.copying.progress import Stage
from migrator.ports.file_operations import WriteFile

_AHEAD: Final = 3
"""Chunks that may wait for a disk: the reader is never further ahead of the slowest one."""


class _Chunk(NamedTuple):
    data: bytes
    digest: bytes


class _End(Enum):
    WHOLE = auto()
    PARTIAL = auto()


class EntryWriter:
    """One entry on its way to one destination; a failure is the destination's, and never stops the others."""

    def __init__(
        self,
        destination: Destination,
        entry: Entry,
        first_chunk: int,
        *,
        sync_every_chunks: int,
        on_synced: Callable[[str, int], None],
        pool: ThreadPoolExecutor,
    ) -> None:
        self.destination = destination
        self.first_chunk = first_chunk
        self._entry = entry
        self._sync_every = sync_every_chunks
        self._on_synced = on_synced
        self._queue: Queue[_Chunk | _End] = Queue(_AHEAD)
        self._end_taken = False
        self._future: Future[None] = pool.submit(self._run)

    def put(self, data: bytes, digest: bytes) -> None:
        """Hand over the next chunk; waits while the disk is behind."""
        self._queue.put(_Chunk(data, digest))

    def announce_end(self, *, whole: bool) -> None:
        """Say that nothing more comes; `whole` gives the file its name and its time."""
        self._queue.put(_End.WHOLE if whole else _End.PARTIAL)

    def finish(self) -> None:
        """Wait until everything is on the disk."""
        self._future.result()

    def _run(self) -> None:
        try:
            self._write()
        except OSError as error:
            self.destination.fail(reason_of(error), error.strerror)
        finally:
            while not self._end_taken:  # the reader must never wait for a disk that is gone
                self._take()

    def _take(self) -> _Chunk | _End:
        taken = self._queue.get()
        self._end_taken = isinstance(taken, _End)
        return taken

    def _write(self) -> None:
        target, files = self.destination, self.destination.files
        part = target.part(self._entry)
        chunk_list = target.work / layout.chunk_list(self._entry.key)
        for path in (part, chunk_list):
            files.make_folder(path.parent)
        content = files.open_write(part)
        try:
            content.truncate(self.first_chunk * self._entry.chunk_bytes)
            digests = files.open_write(chunk_list)
            try:
                digests.truncate(self.first_chunk * LINE_BYTES)
                end = self._take_all(content, digests)
            finally:
                digests.close()
        finally:
            content.close()
        if end is _End.WHOLE:
            files.set_modified(part, self._entry.modified_unix_ns)
            target.progress.record(Stage.WRITTEN, self._entry.key)
            files.rename_new(part, target.place(self._entry))

    def _take_all(self, content: WriteFile, digests: WriteFile) -> _End:
        index = self.first_chunk
        waiting: list[_Chunk] = []
        while not isinstance(taken := self._take(), _End):
            content.write_at(index * self._entry.chunk_bytes, taken.data)
            waiting.append(taken)
            index += 1
            if len(waiting) >= self._sync_every:
                self._sync(content, digests, index, waiting)
                waiting = []
        if taken is _End.WHOLE:
            content.truncate(self._entry.size_bytes)
        self._sync(content, digests, index, waiting)
        return taken

    def _sync(self, content: WriteFile, digests: WriteFile, index: int, waiting: list[_Chunk]) -> None:
        # Content first: a digest on the disk promises that its chunk is there too.
        content.sync()
        digests.write_at((index - len(waiting)) * LINE_BYTES, lines_of([chunk.digest for chunk in waiting]))
        digests.sync()
        self._on_synced(self.destination.disk, sum(len(chunk.data) for chunk in waiting))
