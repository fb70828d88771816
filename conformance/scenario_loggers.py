"""The loggers, adapters and record factories of scenarios; see scenario_kinds.py."""

import logging


class ShoutLogger(logging.Logger):
    """Has a method of its own, which goes through `info`."""

    def shout(self, msg, *args):
        self.info(str(msg).upper(), *args)


class VerboseLogger(logging.Logger):
    """Has a level of its own, which goes through `_log`."""

    def verbose(self, msg, *args):
        if self.isEnabledFor(15):
            self._log(15, msg, args)


class MarkingLogger(logging.Logger):
    """Overrides `_log` and changes the message."""

    def _log(self, level, msg, args, **kwargs):
        super()._log(level, f"marked {msg}", args, **kwargs)


class NumberingLogger(logging.Logger):
    """Overrides `makeRecord` and numbers the records."""

    count = 0

    def makeRecord(self, *args, **kwargs):
        record = super().makeRecord(*args, **kwargs)
        self.count += 1
        record.number = self.count
        return record


class ErrorLogger(logging.Logger):
    """Overrides `error`, which `exception` goes through."""

    def error(self, msg, *args, **kwargs):
        super().error(f"error: {msg}", *args, **kwargs)


class NotALogger:
    pass


# Adapters


class PrefixAdapter(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return f"[{self.extra['id']}] {msg}", kwargs


class KeywordAdapter(logging.LoggerAdapter):
    """Takes a keyword of its own out of the call."""

    def process(self, msg, kwargs):
        kwargs = dict(kwargs)
        who = kwargs.pop("who", "nobody")
        return f"{msg} by {who}", kwargs


# Records


class BraceRecord(logging.LogRecord):
    """Formats its message in the style of `{}`."""

    def getMessage(self):
        return str(self.msg).format(*self.args) if self.args else str(self.msg)


def addsField(name, value):
    """A record factory that gives each record an attribute."""
    usual = logging.getLogRecordFactory()

    def factory(*args, **kwargs):
        record = usual(*args, **kwargs)
        setattr(record, name, value)
        return record

    return factory
