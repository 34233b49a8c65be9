"""A process of `planparse batch` that converts the files it is given through a pipe."""

import errno
import gc
import os
import pickle
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from planparse.batch.conversion import NoTextError, convert
from planparse.batch.corrected import Corrected
from planparse.batch.entry import ChangedError, read_file
from planparse.batch.members import Members
from planparse.batch.messages import HEAD, Answer, Setting, Task, packed
from planparse.batch.outputs import path_of
from planparse.errors import PlanparseError, reason
from planparse.grammar.lexicon import Lexicon
from planparse.grammar.shipped import lexicon
from planparse.locale.message import _
from planparse.readers import is_converted
from planparse.system.faults import system_fault
from planparse.system.reading import FileTooLargeError
from planparse.text.encoding import UnknownEncodingError

if TYPE_CHECKING:
    from planparse.readers.office import Made

_FATAL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG)
_FRESH = (
    2 * 10**9
)  # nanoseconds in which a file may change without its time of change doing so
_SWEEP = 100  # files after which what garbage there is gets collected


class _Content(NamedTuple):
    """What a file holds, and the stamp that it then had.

    `read_at` is when it was read, in nanoseconds since 1970, `seconds` what it has taken so
    far. `made` is what LibreOffice has made of it, where it was called already.
    """

    data: bytes
    stamp: str
    read_at: int
    seconds: float
    made: "Made | None" = None


class Converter:
    """Does tasks, in this process."""

    def __init__(self, setting: Setting) -> None:
        """Take what holds for all tasks. Raises what `lexicon_of` does."""
        self._setting = setting
        self._lexicon = _lexicon(setting.asked.grammar)
        self._members = Members()
        self._corrected = Corrected(setting.asked.corrections)
        self._done = 0

    def answers(self, tasks: Sequence[Task]) -> list[Answer]:
        """Convert files and write their outputs; what is wrong with a file is its answer.

        What LibreOffice has to convert of several, it converts in one call.
        """
        contents = [self._content(task) for task in tasks]
        if len(tasks) > 1:
            contents = _converted(contents, tasks)
        return [
            content if isinstance(content, Answer) else self._answer(task, content)
            for task, content in zip(tasks, contents, strict=True)
        ]

    def _content(self, task: Task) -> _Content | Answer:
        """Return the content of a file; or an answer, where it cannot be had or is known."""
        begun, now = time.perf_counter(), time.time_ns()
        try:
            data, stamp = self._read(task)
            if _is_fresh(stamp, now):
                stamp = ""
            if task.known and sha256(data).hexdigest() == task.known:
                return Answer("same", stamp=stamp)
        except FileNotFoundError:
            return Answer("failed", _("the file no longer exists"))
        except OSError as fault:
            return Answer("failed", _("cannot be read: {why}", why=system_fault(fault)))
        except (ChangedError, FileTooLargeError) as bad:
            return Answer("failed", _("cannot be read: {why}", why=reason(bad)))
        except MemoryError:
            return Answer("memory")
        return _Content(data, stamp, now, time.perf_counter() - begun)

    def _answer(self, task: Task, content: _Content) -> Answer:
        """Convert the content of a file, and write its outputs."""
        begun = time.perf_counter()
        try:
            done = convert(
                content.data,
                task.name,
                task.prefix,
                self._setting.asked,
                self._lexicon,
                content.made,
                self._corrected.of(task.path, task.member, task.name),
            )
            offset, outputs = self._write(task, done.outputs)
        except (NoTextError, UnknownEncodingError) as fault:
            return Answer("failed", reason(fault), lasting=True)
        except PlanparseError as fault:  # corrections, or a pattern that takes too long
            return Answer("failed", reason(fault))
        except OSError as fault:
            status = "full" if fault.errno in _FATAL else "failed"
            why = system_fault(fault)
            is_full = status == "full"
            return Answer(status, why if is_full else _("cannot write: {why}", why=why))
        except MemoryError:
            return Answer("memory")
        self._sweep()
        chosen = (
            {"tasks": done.selection.asked, "selected": done.selection.took}
            if done.selection
            else {}
        )
        seconds = content.seconds + time.perf_counter() - begun
        facts = (
            done.facts
            | chosen
            | {"seconds": round(seconds, 3), "at": _clock(content.read_at)}
        )
        store = (
            ""
            if self._setting.folder is not None
            else os.path.basename(self._setting.store)
        )
        return Answer(
            "done", "", content.stamp, facts, done.places, outputs, store, offset
        )

    def _sweep(self) -> None:
        """Collect what garbage there is, once in so many files.

        What the program itself consists of is loaded with the first file, and never
        looked at again.
        """
        self._done += 1
        if self._done == 1:
            gc.freeze()
        elif self._done % _SWEEP == 0:
            gc.collect()

    def _read(self, task: Task) -> tuple[bytes, str]:
        """Return the bytes of a file or of a member, and the stamp that it then had.

        Data that came with the task was read by the supervisor.
        """
        if task.data is not None:
            return task.data, task.stamp
        if not task.member:
            return read_file(task.path, self._setting.max_size)
        return self._members.read(task.path, task.member, task.stamp), task.stamp

    def _write(
        self, task: Task, outputs: Iterable[tuple[str, Iterable[str | bytes]]]
    ) -> tuple[int, tuple[tuple[str, int, str, int], ...]]:
        """Write the outputs of a file; return where they begin in the store, and each as a record.

        One output is appended to this worker's store; several files take their places
        whole, by renaming. A record has the name, the size, the digest and the time of
        change.
        """
        setting = self._setting
        if setting.folder is None:
            with open(setting.store, "ab", buffering=0) as file:
                offset = file.seek(0, os.SEEK_END)
                ((_, pieces),) = outputs
                return offset, (("", *_put(file.fileno(), pieces), 0),)
        written = []
        for ending, pieces in outputs:
            name = f"{task.out}{ending}{setting.ending}"
            target = path_of(setting.folder, name)
            beside = os.path.join(setting.scratch, f"{os.getpid()}.tmp")
            with open(beside, "wb", buffering=0) as file:
                put = *_put(file.fileno(), pieces), os.fstat(file.fileno()).st_mtime_ns
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.replace(beside, target)
            written.append((name, *put))
        return 0, tuple(written)


def _converted(
    contents: Sequence[_Content | Answer], tasks: Sequence[Task]
) -> list[_Content | Answer]:
    """Return contents with what LibreOffice makes of those that it has to convert."""
    from planparse.readers.office import made_together

    begun = time.perf_counter()
    old = {
        place: content
        for place, content in enumerate(contents)
        if isinstance(content, _Content)
        and is_converted(content.data, tasks[place].name)
    }
    try:
        made = made_together([content.data for content in old.values()])
    except OSError:  # each is then converted by itself, and says what is wrong
        return [*contents]
    seconds = (time.perf_counter() - begun) / max(1, len(old))
    found = [*contents]
    for (place, content), one in zip(old.items(), made, strict=True):
        found[place] = content._replace(made=one, seconds=content.seconds + seconds)
    return found


def _lexicon(grammar: str) -> Lexicon:
    """Return the grammar that ships under a name, or that of a file."""
    try:
        return lexicon(grammar)
    except KeyError:
        from planparse.grammar.user import from_text

        with open(grammar, encoding="utf-8-sig") as file:
            return from_text(file.read(), grammar)


def _is_fresh(stamp: str, now: int) -> bool:
    """Return whether a file changed so lately that it may yet change within its time stamp."""
    _, modified, changed, *_ = stamp.split(".")
    return max(int(modified), int(changed)) > now - _FRESH


def _clock(now: int) -> str:
    """Return nanoseconds since 1970 as a time in UTC, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now // 10**9))


def _put(fd: int, pieces: Iterable[str | bytes]) -> tuple[int, str]:
    """Write text or bytes and return how many bytes it took, and their digest."""
    digest, size = sha256(), 0
    for piece in pieces:
        data = piece.encode() if isinstance(piece, str) else piece
        digest.update(data)
        size += len(data)
        left = memoryview(data)
        while left:
            left = left[os.write(fd, left) :]
    return size, digest.hexdigest()


# ── the process ───────────────────────────────────────────────────────────────────────


def main() -> None:
    """Answer the tasks that come in through standard input, until it ends.

    The first argument is the descriptor of the lifeline; see `_die_with`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor decides
    if hasattr(signal, "SIGXFSZ"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _die_with(int(sys.argv[1]))
    replies = os.dup(1)
    os.dup2(2, 1)  # nothing else may get among the answers
    gc.disable()  # as for one file; see `_sweep`
    with open(0, "rb", closefd=False) as tasks:
        setting = _received(tasks)
        if setting is None:
            return
        converter = Converter(setting)
        _send(replies, None)  # ready
        while (group := _received(tasks)) is not None:
            _send(replies, converter.answers(group))


def _die_with(lifeline: int) -> None:
    """Have the system end this process once the other end of a pipe is closed.

    That holds in the middle of work too.
    """
    if lifeline < 0:
        return
    import fcntl

    signal.signal(signal.SIGIO, signal.SIG_DFL)  # which ends it
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(
        lifeline,
        fcntl.F_SETFL,
        fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC | os.O_NONBLOCK,
    )
    try:
        gone = os.read(lifeline, 1) == b""  # it may be too late for a signal
    except BlockingIOError:
        gone = False
    if gone:
        os._exit(1)


def _received(file: Any) -> Any:
    """Return the next message from the supervisor, None where there is no more.

    A message is pickled, with its size before it.
    """
    size = int.from_bytes(file.read(HEAD), "little")
    return pickle.loads(file.read(size)) if size else None


def _send(fd: int, message: object) -> None:
    """Write a message whole: the system may take a large one in several goes."""
    left = memoryview(packed(message))
    while left:
        left = left[os.write(fd, left) :]
