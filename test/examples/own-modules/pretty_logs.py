"""A server's formatter: one letter per level in its colour, whole messages indented, errors below. Usage: pretty_logs.py FOLDER"""

import logging
import sys

COLOURS = {logging.DEBUG: 4, logging.INFO: 2, logging.WARNING: 3, logging.ERROR: 1, logging.CRITICAL: 5}


class PrettyFormatter(logging.Formatter):
    def __init__(self, fmt="%(tint)s[%(levelname)1.1s %(module)s:%(funcName)s]%(plain)s %(message)s", colours=COLOURS, isatty=True):
        super().__init__()
        self._fmt = fmt
        self.colours = {level: f"\033[2;3{code}m" for level, code in colours.items()} if isatty else {}

    def format(self, record):
        try:
            message = record.getMessage()
            assert isinstance(message, str)
            record.message = message
        except Exception as error:
            record.message = f"Bad message ({error!r}): {record.msg!r} {record.args!r}"
        record.tint = self.colours.get(record.levelno, "")
        record.plain = "\033[0m" if record.tint else ""
        text = self._fmt % record.__dict__
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            lines = [text.rstrip(), *record.exc_text.split("\n")]
            text = "\n".join(line for line in lines if not line.startswith("  "))
        return text.replace("\n", "\n    ")


access, app, general = (logging.getLogger(f"pretty.{name}") for name in ("access", "app", "general"))


def log_request(status, path, milliseconds):
    if status < 400:
        log = access.info
    elif status < 500:
        log = access.warning
    else:
        log = access.error
    log("%d %s %.2fms", status, path, milliseconds)


def handle(path):
    try:
        if path == "/broken":
            raise ValueError("no such page:\n" + path)
        log_request(200, path, 1.005)
    except ValueError as error:
        app.error("Uncaught exception %s", path, exc_info=error)
        log_request(500, path, 12)


def main():
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(PrettyFormatter())
    logger = logging.getLogger("pretty")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    for path in ["/", "/broken"]:
        handle(path)
    log_request(404, "/é%d", 0.5)
    general.debug("two\nlines")
    general.critical("%d of %s", "x", [1, None, "y"])
    handler.setFormatter(PrettyFormatter("%(levelname)s|%(tint)s%(message)s", isatty=False))
    general.log(35, {"a": (1, 2.5), "b": True})


main()
