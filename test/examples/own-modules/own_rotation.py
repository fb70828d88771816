"""A rotating handler of a program's own on BaseRotatingHandler: it opens, locks, rotates and closes for each record."""
import logging
import logging.handlers
import os
import sys


class Careful(logging.handlers.BaseRotatingHandler):
    def __init__(self, filename, maxBytes=0, backupCount=0, keep_open=False):
        super().__init__(filename, "a", encoding="utf-8", delay=True)
        self.maxBytes = maxBytes
        self.backupCount = backupCount
        self.keep_open = keep_open
        self.rollovers = 0

    def emit(self, record):
        try:
            text = self.format(record)
            self.locked(lambda: self.write(record, text))
        except Exception:
            self.handleError(record)

    def locked(self, work):
        lock = self.baseFilename + ".busy"
        descriptor = os.open(lock, os.O_CREAT | os.O_EXCL)
        try:
            work()
        finally:
            os.close(descriptor)
            os.remove(lock)

    def write(self, record, text):
        if self.shouldRollover(record):
            self.doRollover()
        if self.stream is None:
            self.stream = self._open()
        self.stream.write(text + self.terminator)
        self.flush()
        if not self.keep_open:
            self.stream.close()
            self.stream = None

    def shouldRollover(self, record):
        if self.maxBytes <= 0 or not os.path.exists(self.baseFilename):
            return False
        return os.path.getsize(self.baseFilename) + len(self.format(record).encode()) >= self.maxBytes

    def doRollover(self):
        if self.stream:
            self.stream.close()
            self.stream = None
        for number in range(self.backupCount - 1, 0, -1):
            source = self.rotation_filename(f"{self.baseFilename}.{number}")
            if os.path.exists(source):
                os.replace(source, self.rotation_filename(f"{self.baseFilename}.{number + 1}"))
        self.rotate(self.baseFilename, self.rotation_filename(f"{self.baseFilename}.1"))
        self.rollovers += 1


folder = sys.argv[1]
log = logging.getLogger("careful")
log.setLevel("DEBUG")
for name, options in (("a.log", {}), ("b.log", {"keep_open": True})):
    handler = Careful(os.path.join(folder, name), maxBytes=40, backupCount=3, **options)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    handler.namer = lambda default: default.replace(".log.", "-") + ".log" if name == "b.log" else default
    log.addHandler(handler)
    for number in range(9):
        log.info("récord %d", number)
    print(name, handler.rollovers, handler.stream is None)
    open(handler.baseFilename + ".busy", "w").close()
    logging.raiseExceptions = False
    log.error("lost")
    logging.raiseExceptions = True
    os.remove(handler.baseFilename + ".busy")
    log.removeHandler(handler)
    handler.close()
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        print(name, file.read().split("\n"))
