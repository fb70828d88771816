"""The handlers of scenarios, and what rotating ones are given; see scenario_kinds.py."""

import logging
import logging.handlers
import os


class Recorder(logging.Handler):
    """Writes level, logger and message, without a formatter."""

    def __init__(self, stream, label=""):
        super().__init__()
        self.stream = stream
        self.label = label

    def emit(self, record):
        self.stream.write(f"{self.label}{record.levelname} {record.name} {record.getMessage()}\n")


class FailingHandler(logging.Handler):
    """Its emit fails, and does not handle the failure."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def emit(self, record):
        raise self.error


class HandlingHandler(FailingHandler):
    """Its emit fails, and hands the failure to handleError."""

    def emit(self, record):
        try:
            raise self.error
        except Exception:
            self.handleError(record)


class OwnErrors(logging.StreamHandler):
    """Tells its failures in a stream of its own."""

    def __init__(self, stream, errors):
        super().__init__(stream)
        self.errors = errors

    def handleError(self, record):
        self.errors.write(f"failed: {record.msg}\n")


class Life(logging.Handler):
    """Writes down what is done with it. One of the methods may fail."""

    def __init__(self, stream, label, failing=None, error=None):
        super().__init__()
        self.label = label
        self.failing = failing
        self.error = error
        self.stream = stream

    def note(self, method):
        if not hasattr(self, "stream"):
            return
        self.stream.write(f"{self.label} {method}\n")
        if method == self.failing:
            raise self.error

    def acquire(self):
        self.note("acquire")

    def release(self):
        self.note("release")

    def emit(self, record):
        self.note(f"emit {record.getMessage()}")

    def flush(self):
        self.note("flush")

    def close(self):
        super().close()
        self.note("close")


class Quiet(Life):
    """Keeps what it has when it is closed, as a MemoryHandler may."""

    flushOnClose = False


class EveryThird(logging.handlers.BufferingHandler):
    """A buffer that is flushed by a rule of its own, into a stream."""

    def __init__(self, stream):
        super().__init__(100)
        self.stream = stream

    def shouldFlush(self, record):
        return len(self.buffer) == 3

    def flush(self):
        self.stream.write("|".join(record.getMessage() for record in self.buffer) + "\n")
        super().flush()


class OwnNames(logging.handlers.RotatingFileHandler):
    """Names its backups itself."""

    def namer(self, name):
        return name + ".old"


class OwnMoves(OwnNames):
    """Names and moves its backups itself."""

    def rotator(self, source, dest):
        upperCaseCopy(source, dest)


# What rotated files are called, and how they are moved


def addExtension(name):
    return name + ".old"


def upperCaseCopy(source, dest):
    with open(source, encoding="utf-8") as file, open(dest, "w", encoding="utf-8") as target:
        target.write(file.read().upper())
    os.remove(source)
