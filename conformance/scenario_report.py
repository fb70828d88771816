"""What came of a scenario, in words that do not depend on the language it was played in."""

import logging
import os
import re
import stat

FRAMES = re.compile(r"((?:^|\n)(?:Traceback|Stack) \(most recent call last\):|(?:^|\n)Call stack:)(?:\n  [^\n]*)*", re.IGNORECASE)
ADDRESS = re.compile(r"<[\w.<>]*?(\w+) object at 0x[0-9a-f]+>")
DEFAULT_LEVELS = logging.getLevelNamesMapping()


def neutral(report, folder):
    """The report without paths of this machine, addresses in memory, and the lines of stacks."""
    if isinstance(report, dict):
        return {name: neutral(part, folder) for name, part in report.items()}
    if isinstance(report, list):
        return [neutral(part, folder) for part in report]
    if not isinstance(report, str):
        return report
    return ADDRESS.sub(r"<\1 object>", FRAMES.sub(r"\1", report.replace(folder, "<folder>")))


def describe(value):
    """A value as text; nothing for None."""
    return None if value is None else text(value)


def text(value):
    if isinstance(value, logging.Formatter):
        return f"<{type(value).__name__} {value._fmt!r}>"
    if isinstance(value, logging.Filter):
        return f"<{type(value).__name__} {value.name!r}>"
    if isinstance(value, logging.LogRecord):
        return f"<record {value.name} {value.levelno} {value.msg!r} {text(value.args)}>"
    if isinstance(value, logging.PlaceHolder):
        return "<PlaceHolder>"
    if isinstance(value, type):
        return f"<class {value.__name__}>"
    if callable(value) and hasattr(value, "__name__"):
        return f"<function {value.__name__}>"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(map(text, value))) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(text, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(text, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{text(key)}: {text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return repr(value)


def tree(things=()):
    """All loggers with what hangs on them, then what is not as at the beginning."""
    manager = logging.root.manager
    lines = []
    for name, logger in [("", logging.root), *sorted(manager.loggerDict.items())]:
        if isinstance(logger, logging.PlaceHolder):
            lines.append(f"{name} is a placeholder")
            continue
        lines.append(f"{logger!r}{own_settings(logger)}")
        lines += [f"  {handler_line(handler)}" for handler in logger.handlers]
        lines += [f"  filter {text(each)}" for each in logger.filters]
    if manager.disable:
        lines.append(f"disable {manager.disable}")
    levels = {name: level for name, level in logging.getLevelNamesMapping().items() if DEFAULT_LEVELS.get(name) != level}
    if levels:
        lines.append(f"levels {levels}")
    names = names_in_use([logging.root, *manager.loggerDict.values()], things)
    if names:
        lines.append(f"named {names}")
    return lines


def names_in_use(loggers, things):
    """The names of handlers that something holds: when the others are forgotten is a matter of the garbage collector."""
    attached = [handler for logger in loggers for handler in getattr(logger, "handlers", [])]
    held = [*attached, *(getattr(handler, "target", None) for handler in attached), *things]
    return sorted(name for name in logging.getHandlerNames() if any(each is logging.getHandlerByName(name) for each in held))


def own_settings(logger):
    parts = [f" level {logger.level}"] if logger.level else []
    if logger.parent not in (None, logging.root):
        parts.append(f" below {logger.parent.name}")
    parts += [" stays"] * (not logger.propagate) + [" disabled"] * bool(logger.disabled)
    return "".join(parts)


def handler_line(handler):
    parts = [repr(handler)]
    if handler.name is not None:
        parts.append(f"named {handler.name!r}")
    if handler.formatter is not None:
        parts.append(f"formats {text(handler.formatter)}")
    if getattr(handler, "target", None) is not None:
        parts.append(f"to {handler.target!r}")
    if getattr(handler, "buffer", None):
        parts.append(f"holds {len(handler.buffer)}")
    return " ".join(parts + [f"filter {text(each)}" for each in handler.filters])


def files(folder):
    """The text of every file; its name tells a mode that is not the usual one. Not utf-8: the bytes in hex."""
    found = {}
    for place, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(place, name)
            mode = stat.S_IMODE(os.stat(path).st_mode)
            with open(path, "rb") as file:
                content = file.read()
            label = os.path.relpath(path, folder) + ("" if mode == 0o644 else f" ({mode:o})")
            try:
                found[label] = content.decode()
            except UnicodeDecodeError:
                found[label] = "hex " + content.hex()
    return found
