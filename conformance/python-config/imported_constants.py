from constants import *
from constants import LEVELS as levels
import constants as c
from pkg.base import BASE_LOGGING, merge
from pkg import helpers

LOGGING = merge(BASE_LOGGING, {"handlers": {"file": {"class": "logging.handlers.RotatingFileHandler", "filename": helpers.log_path("shop"), "maxBytes": MAX_BYTES}}})
LOGGING["formatters"] = {"default": {"format": c.LOG_FORMAT}}
LOGGING["loggers"] = {name: {"level": level} for name, level in levels.items() if name != "root"}
LOGGING["root"] = {"level": levels["root"], "handlers": sorted(LOGGING["handlers"])}
