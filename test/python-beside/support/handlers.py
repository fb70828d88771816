"""The handlers with which Python processes may meet ours on one file, by the names that the tests use."""
import fcntl
import logging.handlers
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../examples/python-beside"))
from pylogging_rotation import SharedTimedRotatingFileHandler


class LockfHandler(logging.handlers.TimedRotatingFileHandler):
    """What many a blog gives: whoever gets the lock, and does not find the dated file, renames."""

    def doRollover(self):
        now = int(time.time())
        dated = self.rotation_filename(
            f"{self.baseFilename}.{time.strftime(self.suffix, time.localtime(self.rolloverAt - self.interval))}")
        if self.stream:
            self.stream.close()
            self.stream = None
        with open(self.baseFilename + ".rotating", "a") as guard:
            fcntl.lockf(guard, fcntl.LOCK_EX)
            if not os.path.exists(dated):
                os.rename(self.baseFilename, dated)
        self.stream = self._open()
        self.rolloverAt = self.computeRollover(now)


class LockPerRecordHandler(logging.handlers.TimedRotatingFileHandler):
    """A stand-in for concurrent-log-handler 0.9's timed handler: the same steps, without its gzip and its Windows.

    A lock around every record; under it the file is looked at, the common rollover time is read from the lock file,
    and whoever finds it past renames, to a numbered name where the dated one is taken.
    """

    def __init__(self, filename, **rest):
        super().__init__(filename, delay=True, **rest)
        folder, name = os.path.split(self.baseFilename)
        path = os.path.join(folder, f".__{name[:-4] if name.endswith('.log') else name}.lock")
        self.guard = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+")

    def emit(self, record):
        try:
            text = self.format(record)
            fcntl.flock(self.guard, fcntl.LOCK_EX)
            try:
                self._check_stream()
                self._read_rollover_time()
                if int(time.time()) >= self.rolloverAt:
                    try:
                        self.doRollover()
                    except OSError:
                        pass
                if self.stream is None:
                    self.stream = open(self.baseFilename, "a", encoding=self.encoding)
                self.stream.write(text + self.terminator)
                self.stream.flush()
            finally:
                fcntl.flock(self.guard, fcntl.LOCK_UN)
        except Exception:
            self.handleError(record)

    def doRollover(self):
        if self.stream:
            self.stream.close()
            self.stream = None
        now = int(time.time())
        wanted = dated = self.rotation_filename(
            f"{self.baseFilename}.{time.strftime(self.suffix, time.localtime(self.rolloverAt - self.interval))}")
        number = 1
        while os.path.exists(dated):
            dated = f"{wanted}.{number}"
            number += 1
        self.rotate(self.baseFilename, dated)
        self.rolloverAt = self.computeRollover(now)
        self._write_rollover_time()

    def _check_stream(self):
        if self.stream is None:
            return
        try:
            named, opened = os.stat(self.baseFilename), os.fstat(self.stream.fileno())
            if (named.st_ino, named.st_dev) == (opened.st_ino, opened.st_dev):
                return
        except OSError:
            pass
        self.stream.close()
        self.stream = None

    def _read_rollover_time(self):
        self.guard.seek(0)
        text = self.guard.read().strip()
        if text:
            self.rolloverAt = int(text)
        else:
            self._write_rollover_time()

    def _write_rollover_time(self):
        self.guard.seek(0)
        self.guard.write(str(self.rolloverAt))
        self.guard.truncate()
        self.guard.flush()
        os.fsync(self.guard.fileno())


HANDLERS = {
    "shared": SharedTimedRotatingFileHandler,
    "watched": logging.handlers.WatchedFileHandler,
    "plain": logging.handlers.TimedRotatingFileHandler,
    "lockf": LockfHandler,
    "lock per record": LockPerRecordHandler,
}
