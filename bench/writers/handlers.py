"""handlers.py CLASS WHEN FILE ID BEGIN SECONDS: the same as handler.mjs, with a handler of Python's."""

import fcntl
import json
import logging
import logging.handlers
import sys
import time


class LockedFileHandler(logging.handlers.TimedRotatingFileHandler):
    """What makes Python's handlers safe for many processes: a lock around every record, and a look whether the name
    still leads to the open file. concurrent-log-handler does it so, and somewhat more."""

    def __init__(self, filename, when):
        super().__init__(filename, when=when)
        self.lock_file = open(filename + '.lock', 'a')

    def emit(self, record):
        fcntl.lockf(self.lock_file, fcntl.LOCK_EX)
        try:
            self.stream.close()
            self.stream = self._open()
            super().emit(record)
        finally:
            fcntl.lockf(self.lock_file, fcntl.LOCK_UN)


def main():
    kind, when, file, number, begin, seconds = sys.argv[1:]
    handler_class = globals().get(kind) or getattr(logging.handlers, kind)
    logging.raiseExceptions = False
    handler = handler_class(file, when=when)
    logger = logging.getLogger('shop.orders')
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    line = f'writer {number} '.ljust(120, '.')
    time.sleep(max(0, float(begin) / 1000 - time.time()))
    started, cpu_before, lines = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - started < float(seconds):
        for _ in range(16):
            logger.info(line)
        lines += 16
    took, cpu = time.perf_counter() - started, time.process_time() - cpu_before
    print(json.dumps({'lines': lines, 'seconds': took, 'cpuSeconds': cpu}))


main()
