"""A TimedRotatingFileHandler for Python processes that write and rotate one file together with @pylogging's.

    handler = SharedTimedRotatingFileHandler('/var/log/app.log', when='midnight')

Python's own class with the same arguments, but for backupCount: deleting is left to the Node processes. The protocol is
that of @pylogging/rotator, and any process of either kind may be killed or stopped at any instruction:

    watch    app.log leads to another file by now? then open that
    rotate   link(app.log, .claim)        a name of our own; is it the file that is due?
             link(.claim, app.log.DATE)   never overwrites; taken: app.log.DATE.1
             rename(app.log, .old)        caught somebody's fresh file? then back with it
             unlink(.claim), unlink(.old) the next rotation of either kind sweeps what a killed process left
    append   one record, one write
    verify   stopped for a while in between? then make sure that the file still has a name

What ends a file's period is its birth, so that all processes agree. Python before 3.15 cannot tell it on Linux, hence
statx by ctypes; where a system has no such call this handler never rotates, and follows those who do.

Needs hard links, and Linux or macOS. Python 3.9 and later. No dependency. A namer must keep backups in the folder.
"""
import ctypes
import itertools
import logging.handlers
import os
import re
import secrets
import stat
import struct
import time

STALE_S = 2  # A lock this old belongs to a dead process.
FAR_AHEAD_S = 10  # And so does one that a wrong clock dated so far ahead.
LOCK_WAIT_S = 0.02  # No log call waits longer for another process.
RETRY_S = 0.1  # Until the next attempt when the lock was held, or rotating failed.
UNWATCHED_S = 0.008  # Less than Node processes leave a file alone that has just been rotated.
LONGEST_PREFIX = 150  # Bytes of a base's name that a hidden name repeats.
STAMP_LAG_S = 0.012  # A file's birth may be told by so much too early: the kernel's clock for files ticks.

_LEFTOVER = re.compile(r"\d+(?:t\d+)?-[a-z0-9]+\.[a-z0-9]+-[a-z0-9]+\.(?:old|claim)")
_libc = ctypes.CDLL(None, use_errno=True)
_counter = itertools.count()
_random = secrets.token_hex(4)


class SharedTimedRotatingFileHandler(logging.handlers.TimedRotatingFileHandler):
    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None, delay=False, **rest):
        if backupCount:
            raise ValueError("backupCount belongs to the Node processes: they delete and compress")
        super().__init__(filename, when, interval, 0, encoding, True, **rest)
        self._seen_at = self._retry_at = float("-inf")
        self._file = None
        if not delay:
            self._reopen()

    def emit(self, record):
        try:
            text = self.format(record) + self.terminator
            self._follow(record.created)
            if self._is_due(record.created):
                self._rotate_if_free(record.created)
            data = text.encode(self.stream.encoding, self.stream.errors)
            self._append(data)
            while time.monotonic() - self._seen_at >= UNWATCHED_S and os.fstat(self.stream.fileno()).st_nlink == 0:
                self._reopen()
                self._append(data)
        except Exception:
            self.handleError(record)

    def shouldRollover(self, record):
        return self._is_due(record.created)

    def doRollover(self):
        """Rotates now, unless another process is just doing it."""
        self._follow(None)
        self._rotate_if_free(None)

    def _is_due(self, created):
        return int(created) >= self.rolloverAt and _can_tell_birth()

    def _append(self, data):
        while data:
            data = data[os.write(self.stream.fileno(), data):]

    def _reopen(self):
        """Opens what has the name now, with the permissions of the file before when it must be created."""
        while True:
            stream = open(self.baseFilename, "a", encoding=self.encoding, errors=self.errors, opener=self._open_alike)
            self._seen_at = time.monotonic()
            file = os.fstat(stream.fileno())
            if _is_same(file, _stat(self.baseFilename)):
                break
            stream.close()
        if self.stream:
            self.stream.close()
        self.stream, self._file, self._retry_at = stream, file, float("-inf")
        self.rolloverAt = self.computeRollover(_start(stream.fileno(), file))

    def _open_alike(self, path, flags):
        _wait_for_stamps(path)
        try:
            fd = os.open(path, flags | os.O_EXCL, 0o666)
        except FileExistsError:
            return os.open(path, flags, 0o666)
        if self._file is not None:
            os.fchmod(fd, self._file.st_mode & 0o7777)
        return fd

    def _is_current(self):
        now = time.monotonic()
        current = _is_same(self._file, _stat(self.baseFilename))
        self._seen_at = now if current else float("-inf")
        return current

    def _follow(self, created):
        if self.stream is None or not (self._is_current() or self._is_late(created)):
            self._reopen()

    def _is_late(self, created):
        """A record from before a rotation goes to the file of its time."""
        if created is None or created >= self.rolloverAt or time.time() < self.rolloverAt:
            return False
        return self._official_name(self._file) is not None

    def _rotate_if_free(self, created):
        deadline = time.monotonic() + LOCK_WAIT_S
        if deadline - LOCK_WAIT_S < self._retry_at:
            return
        while True:
            if not self._is_current():
                self._reopen()
                if created is None or not self._is_due(created):
                    return
            if not _may_rename(self.baseFilename):
                self._retry_at = time.monotonic() + 1
                return
            lock = self._lock()
            if lock:
                break
            if time.monotonic() > deadline:
                self._retry_at = time.monotonic() + RETRY_S
                return
            time.sleep(0.001)
        before = self._file
        try:
            time.sleep(max(0, STAMP_LAG_S - time.time() % 1))  # While the file still has its name.
            self._sweep()
            self._rotate()
        except OSError:
            # The record goes where we are; a hidden name that stayed behind is swept.
            self._retry_at = time.monotonic() + RETRY_S
            return
        finally:
            self._unlock(lock)
        # Made for this record and due at once: its time is ahead of the file system's clock.
        if created is not None and not _is_same(before, self._file) and self._is_due(created):
            self.rolloverAt = self.computeRollover(int(created))

    def _lock(self):
        """The lock of the Node side: a folder. It saves work; no line depends on it."""
        path = self.baseFilename + ".lock"
        try:
            os.mkdir(path)
            return _stat(path)
        except FileExistsError:
            held = _stat(path)
        if held and -FAR_AHEAD_S < time.time() - held.st_mtime < STALE_S:
            return None
        try:
            os.rmdir(path)
            os.mkdir(path)
            return _stat(path)
        except OSError:
            return None

    def _unlock(self, lock):
        path = self.baseFilename + ".lock"
        if _is_same(_stat(path), lock):
            _quietly(os.rmdir, path)

    def _rotate(self):
        due, base = self._file, self.baseFilename
        name = self._official_name(due)  # There already when whoever began this was killed.
        if name is None:
            claim = self._hidden("claim")
            os.link(base, claim)
            try:
                if _is_same(_stat(claim), due):
                    name = self._give_name(claim, due)
            finally:
                _quietly(os.unlink, claim)
        if name is not None and _is_same(_stat(base), due):
            old = self._hidden("old")
            os.rename(base, old)
            moved = _stat(old)
            if not _is_same(_stat(name), moved):
                try:
                    os.link(old, base)
                except FileExistsError:
                    self._give_name(old, moved)
            _quietly(os.unlink, old)
        self._reopen()

    def _hidden(self, kind):
        folder, name = os.path.split(self.baseFilename)
        unique = f"{os.getpid()}-{_random}.{time.time_ns():x}-{next(_counter):x}"
        return os.path.join(folder, f"{_hidden_prefix(name)}{unique}.{kind}")

    def computeRollover(self, currentTime):
        """Python's own takes every change of tm_isdst for an hour, and no other change of the clock; this goes by the clock."""
        if self.utc or not self._follows_clock():
            return super().computeRollover(currentTime)
        before = _offset(currentTime)
        self.utc = True
        try:
            wall = super().computeRollover(currentTime + before)
        finally:
            self.utc = False
        unchanged = wall - before
        after = _offset(unchanged)
        changed = wall - after
        if _offset(changed) == after and changed > currentTime:
            return changed
        return max(unchanged, changed)  # A time of day that was skipped.

    def _follows_clock(self):
        return self.when == "MIDNIGHT" or self.when.startswith("W")

    def _name_for(self, path, file):
        """After what the clock showed when the file's period began."""
        start = self.computeRollover(_start(path, file)) - self.interval
        if not self.utc:
            start += _offset(start + self.interval if self._follows_clock() else start)
        return self.rotation_filename(f"{self.baseFilename}.{time.strftime(self.suffix, time.gmtime(start))}")

    def _give_name(self, path, file):
        """Links a file to the name of its period, or to that with the next number. Never overwrites."""
        wanted = self._name_for(path, file)
        for number in itertools.count(self._first_free(wanted)):
            name = f"{wanted}.{number}" if number else wanted
            try:
                os.link(path, name)
                break
            except FileExistsError:
                if _is_same(_file_named(name), file):
                    break
        # With the lock stolen, another process may have named the same file: both keep the lower name.
        same = [n for _, n in sorted(self._numbered(wanted)) if _is_same(_file_named(n), file)]
        for other in same[1:]:
            _quietly(os.unlink, other)
        return same[0] if same else name

    @staticmethod
    def _numbered(wanted):
        """The number and the path of each name that is taken. A longer number is somebody's, not ours."""
        folder, name = os.path.split(wanted)
        taken = re.compile(re.escape(name) + r"(?:\.([1-9]\d{0,8}))?(?:\.gz)?")
        found = filter(None, map(taken.fullmatch, os.listdir(folder)))
        return [(int(match[1] or 0), os.path.join(folder, match[0])) for match in found]

    def _first_free(self, wanted):
        """One more than the highest number in use, so that names in order are files in order."""
        return max((number + 1 for number, _ in self._numbered(wanted)), default=0)

    def _official_name(self, file):
        """The backup's name that a file has already."""
        if file.st_nlink == 1 and _is_same(_stat(self.baseFilename), file):
            return None
        folder, base = os.path.split(self.baseFilename)
        paths = (os.path.join(folder, name) for name in sorted(os.listdir(folder))
                 if name != base and not name.startswith(".") and self.extMatch.search(name))
        return next((path for path in paths if _is_same(_file_named(path), file)), None)

    def _sweep(self):
        """Removes what killed processes left: a further name of a file goes, an only one becomes a backup's."""
        folder, base = os.path.split(self.baseFilename)
        prefix = _hidden_prefix(base)
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if not (name.startswith(prefix) and _LEFTOVER.fullmatch(name[len(prefix):])):
                continue
            file = _file_named(path)
            if file is None:
                continue
            if not _is_same(file, _stat(self.baseFilename)) and self._official_name(file) is None:
                self._give_name(path, file)
            _quietly(os.unlink, path)


def _hidden_prefix(base):
    """What the hidden names of a base begin with: all of its name, or the start of a long one and a number made of it."""
    if len(os.fsencode(base)) <= LONGEST_PREFIX:
        return f".{base}."
    end = 0
    while len(os.fsencode(base[:end + 1])) <= LONGEST_PREFIX - 20:
        end += 1
    number = 0xcbf29ce484222325  # FNV-1a, in base 36 as the Node processes write it.
    for byte in os.fsencode(base):
        number = (number ^ byte) * 0x100000001b3 % 2**64
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return f".{base[:end]}~{digits}."


def _wait_for_stamps(path):
    """A file that is made when a period begins must not seem to be born in the second before."""
    into_second = time.time() % 1
    if into_second < STAMP_LAG_S and _stat(path) is None:
        time.sleep(STAMP_LAG_S - into_second)


def _offset(seconds):
    """Of the local clock, in seconds east of UTC."""
    return time.localtime(seconds).tm_gmtoff


def _quietly(action, path):
    """Somebody else may have done it; what cannot be removed is swept, or becomes stale."""
    try:
        action(path)
    except OSError:
        pass


def _stat(path):
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _file_named(path):
    """The regular file of that very name: a link, a folder or a FIFO is somebody's, and is left alone."""
    try:
        file = os.lstat(path)
    except FileNotFoundError:
        return None
    return file if stat.S_ISREG(file.st_mode) else None


def _may_rename(path):
    """Asked of the system by a call that changes nothing: a file is no folder. In a sticky folder it may not be ours."""
    try:
        os.rmdir(path)
    except PermissionError:
        return False
    except OSError:
        return True
    return True


def _is_same(a, b):
    return a is not None and b is not None and (a.st_ino, a.st_dev) == (b.st_ino, b.st_dev)


def _can_tell_birth():
    return hasattr(os.stat_result, "st_birthtime") or hasattr(_libc, "statx")


def _start(target, file):
    """The second a file counts as started, for all processes the same. `target` is a path or a descriptor."""
    born = _birth_ns(target, file)
    start = min(born, file.st_mtime_ns) if born > 0 else file.st_mtime_ns
    return start // 1_000_000_000


def _birth_ns(target, file):
    """0 where the file system does not keep it."""
    if hasattr(file, "st_birthtime"):
        return int(file.st_birthtime * 1_000_000) * 1000
    if not hasattr(_libc, "statx"):
        return 0
    answer = ctypes.create_string_buffer(256)
    if isinstance(target, int):
        failed = _libc.statx(target, b"", 0x1000, 0x800, answer)  # AT_EMPTY_PATH, STATX_BTIME
    else:
        failed = _libc.statx(-100, os.fsencode(target), 0, 0x800, answer)  # AT_FDCWD
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(target))
    has_birth = struct.unpack_from("I", answer, 0)[0] & 0x800
    seconds, nanoseconds = struct.unpack_from("qI", answer, 80)
    return seconds * 1_000_000_000 + nanoseconds if has_birth else 0
