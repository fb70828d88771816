"""One Python process that logs as writer.mjs beside it does, and talks to its parent as Node's children do.

    python writer.py FILE NAME RATE OPTIONS      OPTIONS: {"handler": "plain", "when": "S"}
"""
import json
import logging
import os
import signal
import sys
import time

from handlers import HANDLERS

file, name, rate, options = sys.argv[1:5]
settings = json.loads(options)
handler = HANDLERS[settings.pop("handler")](file, **settings)
handler.setFormatter(logging.Formatter("%(created)f %(name)s %(message)s"))
logger = logging.getLogger(name)
logger.addHandler(handler)
logger.setLevel("INFO")

channel = int(os.environ["NODE_CHANNEL_FD"])
acknowledged = os.open(f"{file}.acks-{name}", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
per_second = float(rate)
stopping = False


def stop(*_):
    global stopping
    stopping = True


def tell(message):
    os.write(channel, json.dumps(message).encode() + b"\n")


signal.signal(signal.SIGTERM, stop)
tell("ready")
started, sent, longest = time.monotonic(), 0, 0.0
while not stopping:
    due = sent + 200 if per_second == 0 else (time.monotonic() - started) * per_second
    while sent < due:
        before = time.monotonic()
        logger.info("%d end", sent)
        longest = max(longest, time.monotonic() - before)
        os.write(acknowledged, b".")
        sent += 1
    if per_second:
        time.sleep(0.005)
tell({"sent": sent, "longest": longest * 1000})
