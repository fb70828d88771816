"""cpython.py WORK FILE CALLS WARM_UP: CPython's own logging at the same work, as JSON {wallNs, cpuNs, rssMb} per call."""

import json
import logging
import logging.handlers
import resource
import sys
import time

LINE_FORMAT = '%(asctime)s %(levelname)s %(name)s: %(message)s'
SITE_FORMAT = '%(asctime)s %(levelname)s %(name)s %(filename)s:%(lineno)d %(funcName)s: %(message)s'


class JsonFormatter(logging.Formatter):
    def format(self, record):
        return json.dumps({'time': self.formatTime(record), 'level': record.levelname, 'logger': record.name,
                           'message': record.getMessage()})


def with_handler(handler, formatter=None):
    """The logger 'shop.orders' that writes to this handler."""
    handler.setFormatter(formatter or logging.Formatter(LINE_FORMAT))
    logger = logging.getLogger('shop.orders')
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return logger


def two_files(file):
    for name, path in (None, file), ('a', file + '.2'):
        handler = logging.FileHandler(path)
        handler.setFormatter(logging.Formatter(LINE_FORMAT))
        logging.getLogger(name).addHandler(handler)
    logging.root.setLevel(logging.INFO)
    return logging.getLogger('a.b.c.d')


def buffered(file):
    target = logging.FileHandler(file)
    target.setFormatter(logging.Formatter(LINE_FORMAT))
    return with_handler(logging.handlers.MemoryHandler(1000, target=target))


WORKS = {
    'line': lambda file: with_handler(logging.FileHandler(file)),
    'site': lambda file: with_handler(logging.FileHandler(file), logging.Formatter(SITE_FORMAT)),
    'json': lambda file: with_handler(logging.FileHandler(file), JsonFormatter()),
    'buffered': buffered,
    'off': lambda file: with_handler(logging.NullHandler()),
    'twoFiles': two_files,
}


def measure(logger, is_off, calls, warm_up):
    def order(i):
        logger.info('order %d of %s', i, 'anna')

    def off(i):
        logger.debug('order %d of %s', i, 'anna')

    log = off if is_off else order
    for i in range(warm_up):
        log(i)
    rss_before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cpu_before, started = time.process_time(), time.perf_counter()
    for i in range(warm_up, warm_up + calls):
        log(i)
    logging.shutdown()
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu_before
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {'wallNs': wall * 1e9 / calls, 'cpuNs': cpu * 1e9 / calls, 'rssMb': rss / 1024,
            'grownMb': (rss - rss_before) / 1024}


def main():
    work, file, calls, warm_up = sys.argv[1:]
    print(json.dumps(measure(WORKS[work](file), work == 'off', int(calls), int(warm_up))))


main()
