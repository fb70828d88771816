"""What is decided by match, by an import that a deployment may lack, and by names that frameworks look for."""

import os
import sys

try:
    from .local_settings import LEVEL
except ImportError:
    LEVEL = "NOTICE"

match os.environ.get("APP_ENV"):
    case "dev" | "test":
        STYLE = "plain"
    case "production" | "staging" if len(sys.version_info) == 5:
        STYLE = "json"
    case _:
        STYLE = "none"


def number(value):
    match value:
        case None:
            return "nothing"
        case True:
            return "true"
        case -1:
            return "minus one"
        case 1:
            return "one"
        case Sizes.LARGE:
            return "large"
        case other if other > 100:
            return f"{other} is more"
        case other:
            return other


class Sizes:
    LARGE = 50


class Config:
    LOGGING = {"version": 1, "root": {"level": "INFO"}}


BASE = {"version": 1, "formatters": {"json": {"format": "%(message)s"}}, "root": {"level": LEVEL}}


def with_level(level="INFO", verbose=0):
    if verbose > 1:
        level = "DEBUG"
    return {"level": level}


LOGGING = BASE | {
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": STYLE}},
    "numbers": [number(each) for each in (None, True, -1, 1, 50, 101, 7)],
    "loggers": {"a": with_level(), "b": with_level("ERROR", verbose=2)},
}
