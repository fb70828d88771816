"""A program of a hundred lines, by basicConfig: `python3 basic.py FILE`."""
import logging
import sys
import time

logging.basicConfig(filename=sys.argv[1], level="INFO", format="%(asctime)s %(levelname)s %(name)s: %(message)s")
logger = logging.getLogger("shop.orders")
for i in range(100):
    logger.info("order %d of %s", i, "anna")
print(time.process_time() * 1000)
