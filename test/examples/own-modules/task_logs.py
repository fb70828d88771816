"""A task runner's logging: a proxy that logs what is printed, coloured levels, task loggers below one parent."""
import logging
import sys


class Tinted(logging.Formatter):
    tints = {"ERROR": "<red>", "WARNING": "<yellow>"}

    def __init__(self, fmt=None, tinted=True):
        super().__init__(fmt)
        self.tinted = tinted

    def format(self, record):
        text = super().format(record)
        tint = self.tints.get(record.levelname)
        return f"{tint}{text}</>" if tint and self.tinted else text


class TaskTinted(Tinted):
    def format(self, record):
        record.__dict__.setdefault("task_name", "???")
        return super().format(record)


class Stdout:
    """What is written to it is logged, but not while it is logging."""

    def __init__(self, logger, level=logging.WARNING):
        self.logger = logger
        self.level = level
        self.depth = 0
        for handler in logger.handlers:
            self.guard(handler)

    def guard(self, handler):
        plain = handler.handleError

        def guarded(record):
            self.depth += 1
            try:
                plain(record)
            finally:
                self.depth -= 1

        handler.handleError = guarded

    def write(self, data):
        if self.depth:
            return 0
        self.depth += 1
        try:
            text = data.rstrip("\n")
            if text:
                self.logger.log(self.level, text)
            return len(data)
        finally:
            self.depth -= 1

    def flush(self):
        pass


def level_of(name):
    if name and not isinstance(name, int):
        return logging.getLevelName(name.upper())
    return name


def setup(logger, fmt, level, formatter=Tinted, **options):
    if not any(isinstance(each, logging.StreamHandler) for each in logger.handlers):
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(formatter(fmt, **options))
        logger.addHandler(handler)
    logger.setLevel(level_of(level))
    return logger


tasks = setup(logging.getLogger("runner.task"), "[%(levelname)s] %(task_name)s: %(message)s", "info", TaskTinted)
tasks.propagate = False
main = setup(logging.getLogger("runner"), "%(name)s|%(message)s", "warning", tinted=False)
setup(main, "never %(message)s", 20)


def task_logger(name):
    logger = logging.getLogger(name)
    if logger.parent is logging.root:
        logger.parent = tasks
    return logger


mail = task_logger("mail.send")
mail.info("sent to %d", 3, extra={"task_name": "mail.send"})
mail.error("bounced")
mail.debug("not shown")
main.info("ready")
proxy = Stdout(main)
print("printed by a task", file=proxy)
print("", file=proxy)
proxy.write("two\nlines\n")
try:
    raise KeyError("id")
except KeyError as error:
    tasks.warning("failed: %r", error)
print(mail.getEffectiveLevel(), level_of("nope"), level_of(None), [type(h.formatter).__name__ for h in main.handlers])
