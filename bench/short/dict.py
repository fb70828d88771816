"""A program of a hundred lines, by dictConfig: `python3 dict.py FILE`."""
import logging
import logging.config
import sys
import time

logging.config.dictConfig(
    {
        "version": 1,
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {"file": {"class": "logging.FileHandler", "filename": sys.argv[1], "formatter": "plain"}},
        "root": {"level": "INFO", "handlers": ["file"]},
    }
)
logger = logging.getLogger("shop.orders")
for i in range(100):
    logger.info("order %d of %s", i, "anna")
print(time.process_time() * 1000)
