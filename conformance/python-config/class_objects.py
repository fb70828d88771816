import logging
import logging.handlers
from logging import Filter, StreamHandler


class OnlyShop(Filter):
    def filter(self, record):
        return record.name.startswith("shop")


def make_formatter(fmt):
    return logging.Formatter(fmt)


LOGGING = {
    "version": 1,
    "filters": {"shop": {"()": OnlyShop}},
    "formatters": {"made": {"()": make_formatter, "fmt": logging.BASIC_FORMAT}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["shop"], "level": logging.WARNING},
        "udp": {"()": logging.handlers.SysLogHandler, "facility": logging.handlers.SysLogHandler.LOG_LOCAL1, "address": ("log.example", logging.handlers.SYSLOG_UDP_PORT)},
        "memory": {"()": StreamHandler, "level": logging.getLevelName("ERROR")},
    },
    "root": {"handlers": ["console"], "level": logging.INFO},
}
