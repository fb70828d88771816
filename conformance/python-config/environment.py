import os
import sys

try:
    WORKERS = int(os.environ["WORKERS"])
except (KeyError, ValueError):
    WORKERS = 1
try:
    LEVEL = os.environ["NO_SUCH_LEVEL"]
except KeyError:
    LEVEL = "NOTICE" if False else "INFO"
IS_PRODUCTION = os.environ.get("APP_ENV") == "production"


def env(name, default=None, cast=str):
    value = os.environ.get(name)
    if value is None:
        return default
    if cast is bool:
        return value.lower() in ("1", "true")
    return cast(value)


USE_JSON = env("LOG_JSON", False, cast=bool)
COUNT = env("WORKERS", cast=int) + WORKERS
FORMATS = dict(
    text="%(levelname)-8s %(message)s",
    json='{"level": "%(levelname)s", "message": "%(message)s"}',
)

LOGGING_CONFIG = dict(
    version=1,
    disable_existing_loggers=not IS_PRODUCTION,
    formatters={"main": {"format": FORMATS["json" if USE_JSON else "text"], "validate": True}},
    handlers={
        **({"syslog": {"class": "logging.handlers.SysLogHandler", "address": ("localhost", 514), "facility": "local0"}} if IS_PRODUCTION else {}),
        "out": {"class": "logging.StreamHandler", "stream": sys.stdout, "formatter": "main"},
    },
    root=dict(level=LEVEL, handlers=["out"] + (["syslog"] if IS_PRODUCTION else [])),
    loggers={"worker.%d" % number: {"level": env("LOG_LEVEL", "info").upper()} for number in range(COUNT)},
)
