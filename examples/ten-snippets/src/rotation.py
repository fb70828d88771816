import logging
import time
from logging.handlers import RotatingFileHandler, TimedRotatingFileHandler

by_size = logging.getLogger("by_size")
by_size.addHandler(RotatingFileHandler("size.log", maxBytes=50, backupCount=2))
for number in range(10):
    by_size.warning("order %d of the size", number)

by_time = logging.getLogger("by_time")
by_time.addHandler(TimedRotatingFileHandler("time.log", when="S", backupCount=1))
for number in range(3):
    time.sleep(1.1)
    by_time.warning("order %d of the second", number)
