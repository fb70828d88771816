import logging
import logging.config
import os


def setup_logging(level=None, json_output=False, log_file=None):
    """Configures logging for the service."""
    level = level or os.getenv("LOG_LEVEL", "info").upper()
    handlers = {"default": {"class": "logging.StreamHandler", "formatter": "json" if json_output else "plain", "stream": "ext://sys.stderr"}}
    if log_file is not None:
        handlers["file"] = {"class": "logging.FileHandler", "filename": log_file, "formatter": "plain"}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "plain": {"format": "%(asctime)s [%(process)d] [%(levelname)s] %(message)s", "datefmt": "[%Y-%m-%d %H:%M:%S %z]"},
                "json": {"()": "pythonjsonlogger.jsonlogger.JsonFormatter", "format": "%(asctime)s %(message)s"},
            },
            "handlers": handlers,
            "loggers": {"": {"handlers": list(handlers), "level": level}},
        }
    )
    logging.getLogger(__name__).info("logging is set up")


CALL = setup_logging
