"""An HTTP server's logging: two loggers of its own, safe fields for access lines, files reopened on a signal."""
import logging
import os
import sys
import threading
from logging.config import dictConfig

DEFAULTS = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"generic": {"format": "[%(levelname)s] %(message)s", "datefmt": "%Y"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stdout"}},
    "loggers": {
        "server.error": {"level": "INFO", "handlers": ["console"], "propagate": False},
        "server.access": {"level": "INFO", "handlers": ["console"], "propagate": False},
    },
    "root": {"level": "INFO", "handlers": ["console"]},
}


class SafeFields(dict):
    def __init__(self, fields):
        super().__init__()
        for key, value in fields.items():
            self[key] = value.replace('"', '\\"') if isinstance(value, str) else value

    def __getitem__(self, key):
        if key.startswith("{"):
            return self.get(key.lower(), "-")
        return super().__getitem__(key) if key in self else "-"


class ServerLogger:
    error_format = "%(name)s [%(levelname)s] %(message)s"

    def __init__(self, folder):
        self.error_log = logging.getLogger("server.error")
        self.access_log = logging.getLogger("server.access")
        self.error_log.propagate = self.access_log.propagate = False
        self.lock = threading.Lock()
        self.set_handler(self.error_log, os.path.join(folder, "error.log"), self.error_format)
        self.set_handler(self.access_log, os.path.join(folder, "access.log"), "%(message)s")
        self.error_log.setLevel(logging.INFO)
        self.access_log.setLevel(logging.INFO)

    def own_handler(self, log):
        for handler in log.handlers:
            if getattr(handler, "_server", False):
                return handler

    def set_handler(self, log, path, fmt):
        old = self.own_handler(log)
        if old:
            log.handlers.remove(old)
        handler = logging.FileHandler(path)
        handler.setFormatter(logging.Formatter(fmt))
        handler._server = True
        log.addHandler(handler)

    def info(self, msg, *args, **kwargs):
        self.error_log.info(msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        self.error_log.exception(msg, *args, **kwargs)

    def access(self, fields):
        line = '%(h)s "%(r)s" %(s)s %(b)s "%({Referer}i)s" "%({user-agent}i)s" %(nope)s'
        try:
            self.access_log.info(line, SafeFields(fields))
        except Exception:
            self.error_log.exception("access")

    def reopen(self):
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                if isinstance(handler, logging.FileHandler):
                    handler.acquire()
                    try:
                        if handler.stream:
                            handler.close()
                            handler.stream = handler._open()
                    finally:
                        handler.release()


folder = sys.argv[1]
server = ServerLogger(folder)
server.info("Listening at: %s (%s)", "http://127.0.0.1:8000", 17)
server.access({"h": "::1", "r": 'GET /"x" HTTP/1.1', "s": "200", "b": 5, "{user-agent}i": "curl"})
os.rename(os.path.join(folder, "access.log"), os.path.join(folder, "access.log.1"))
server.access({"h": "::2", "r": "GET / HTTP/1.1", "s": "404", "b": None})
server.reopen()
server.access({"h": "::3", "r": "", "s": "500", "b": 0, "{referer}i": "http://a/b"})
for name in ("error.log", "access.log.1", "access.log"):
    with open(os.path.join(folder, name)) as file:
        print(name + ":", file.read(), end="")
dictConfig(DEFAULTS)
server.info("configured")
logging.getLogger("app").warning("root has %d handler", len(logging.root.handlers))
print([len(log.handlers) for log in (server.error_log, server.access_log)], server.own_handler(server.error_log))
try:
    dictConfig({**DEFAULTS, "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "none"}}})
except ValueError as error:
    print(error, "<-", error.__cause__)
