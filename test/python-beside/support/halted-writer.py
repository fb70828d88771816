"""Logs one record into a file that is due, and dies or stops just before the nth call that changes the file system.

    python halted-writer.py FILE SIGNAL N      SIGNAL: KILL or STOP. Prints "written N" at the end, N calls in all.
"""
import logging
import os
import signal
import sys

from handlers import SharedTimedRotatingFileHandler

file, name, halt_at = sys.argv[1], sys.argv[2], int(sys.argv[3])
handler = SharedTimedRotatingFileHandler(file, when="H")
handler.setFormatter(logging.Formatter("%(message)s"))
calls = 0


def halting(call):
    def wrapper(*args, **options):
        global calls
        calls += 1
        if calls == halt_at:
            os.kill(os.getpid(), getattr(signal, "SIG" + name))
        return call(*args, **options)

    return wrapper


for call in ("mkdir", "rmdir", "link", "rename", "unlink", "open", "write"):
    setattr(os, call, halting(getattr(os, call)))
handler.handle(logging.makeLogRecord({"msg": "python 1"}))
print("written", calls)
