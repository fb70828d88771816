"""A process of the service, still in Python.

    python3 worker.py FILE NAME PORT      logs until SIGTERM, then prints how many records it logged
"""
import logging
import logging.handlers
import pathlib
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "python-beside"))
from pylogging_rotation import SharedTimedRotatingFileHandler

file, name, port = sys.argv[1:]
handler = SharedTimedRotatingFileHandler(file, when="S")
handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
logging.root.addHandler(handler)
logging.root.addHandler(logging.handlers.SocketHandler("127.0.0.1", int(port)))
logging.root.setLevel("INFO")
logger = logging.getLogger(name)
stopping = False


def stop(*_):
    global stopping
    stopping = True


signal.signal(signal.SIGTERM, stop)
print("ready", flush=True)
number = 0
while not stopping:
    logger.info("order %d", number)
    number += 1
    time.sleep(0.002)
print(number)
