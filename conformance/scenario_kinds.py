"""The named behaviours that scenarios put into a program; test/scenarios/kinds.mjs has the same ones.

Here are streams, filters, formatters and messages; scenario_handlers.py has handlers, scenario_loggers.py loggers, adapters
and record factories. Each is as small as what it shows.
"""

import copy
import logging


class AppError(Exception):
    """An exception of the program's own."""


def raised(kind, text, cause=None):
    """An exception that was raised and caught, so that it has a traceback."""
    try:
        raise kind(text) if cause is None else kind(text) from cause
    except Exception as error:
        return error


# Streams


class Stream:
    """Keeps what is written; named if it is to show its name."""

    def __init__(self, name=None):
        self.parts = []
        if name is not None:
            self.name = name

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        pass

    @property
    def text(self):
        return "".join(self.parts)


class BrokenStream:
    """Fails with an error at each write, or at each flush."""

    def __init__(self, error, where="write"):
        self.error = error
        self.where = where

    def write(self, text):
        if self.where == "write":
            raise self.error

    def flush(self):
        if self.where == "flush":
            raise self.error


class WriteOnly:
    """Passes on to another stream, and has no flush."""

    def __init__(self, stream, name=None):
        self.stream = stream
        if name is not None:
            self.name = name

    def write(self, text):
        self.stream.write(text)


class LoggedFlush(WriteOnly):
    """Says in the other stream when it is flushed."""

    def flush(self):
        self.stream.write("(flush)")


# Filters


class DropWord:
    """Stops records whose message has a word."""

    def __init__(self, word):
        self.word = word

    def filter(self, record):
        return self.word not in record.getMessage()


def dropWord(word):
    def dropsWord(record):
        return word not in record.getMessage()

    return dropsWord


class MinLevel(logging.Filter):
    """Stops records below a level, and those that its name stops."""

    def __init__(self, level, name=""):
        super().__init__(name)
        self.level = level

    def filter(self, record):
        return super().filter(record) and record.levelno >= self.level


class Replace:
    """Puts a copy with another message in the record's place."""

    def __init__(self, prefix):
        self.prefix = prefix

    def filter(self, record):
        replaced = copy.copy(record)
        replaced.msg = self.prefix + str(record.msg)
        return replaced


class Change:
    """Changes the message of the record itself."""

    def __init__(self, prefix):
        self.prefix = prefix

    def filter(self, record):
        record.msg = self.prefix + str(record.msg)
        return True


class Tag:
    """Gives the record an attribute."""

    def __init__(self, name, value):
        self.name = name
        self.value = value

    def filter(self, record):
        setattr(record, self.name, self.value)
        return True


class Answer:
    """Always gives the same answer, true or not."""

    def __init__(self, answer):
        self.answer = answer

    def filter(self, record):
        return self.answer


class Watch:
    """Writes down what it sees, and lets it pass."""

    def __init__(self, stream, label):
        self.stream = stream
        self.label = label

    def filter(self, record):
        self.stream.write(f"{self.label} sees {record.levelname} {record.name} {record.msg}\n")
        return True


class Fail:
    """As a filter, a formatter, a namer or a rotator: fails with an error."""

    def __init__(self, error):
        self.error = error

    def filter(self, record):
        raise self.error

    def format(self, record):
        raise self.error


class RelogTo:
    """Logs each record again, as a message to another logger, and lets it pass."""

    def __init__(self, name):
        self.name = name

    def filter(self, record):
        logging.getLogger(self.name).warning("again: %s", record.getMessage())
        return True


# Formatters


class FixedTime(logging.Formatter):
    def formatTime(self, record, datefmt=None):
        return f"at {datefmt}"


class Shouting(logging.Formatter):
    def format(self, record):
        return super().format(record).upper()


class OneLineErrors(logging.Formatter):
    def formatException(self, exc_info):
        return f"one line: {exc_info[1]}"


class NoStack(logging.Formatter):
    def formatStack(self, stack_info):
        return "no stack"


class Decorated(logging.Formatter):
    def formatMessage(self, record):
        return f"<{super().formatMessage(record)}>"


class AlwaysTime(logging.Formatter):
    def usesTime(self):
        return True

    def formatMessage(self, record):
        return f"{record.asctime} {record.message}"


class Plain:
    """No Formatter, but it has what a handler needs."""

    def format(self, record):
        return f"plain {record.getMessage()}"


class Pages(logging.BufferingFormatter):
    def formatHeader(self, records):
        return f"[{len(records)}]"

    def formatFooter(self, records):
        return f"[/{len(records)}]"


class Joined(logging.Formatter):
    """Prints the message of a record by its attributes, each with its repr."""

    def __init__(self, *names):
        super().__init__()
        self.names = names

    def format(self, record):
        record.message = record.getMessage()
        return " ".join(f"{name}={getattr(record, name, 'missing')!r}" for name in self.names)


# Messages


class BraceMessage:
    """A message that is an object: formatted only when it is needed."""

    def __init__(self, form, *args):
        self.form = form
        self.args = args

    def __str__(self):
        return self.form.format(*self.args)

    __repr__ = __str__


class BadText:
    """An object that cannot be printed."""

    def __init__(self, error):
        self.error = error

    def __str__(self):
        raise self.error

    __repr__ = __str__


# CPython's tracebacks name the module of an exception unless it is the program itself.
AppError.__module__ = "__main__"
