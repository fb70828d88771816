"""rotating.py FILE ID LINES MAX_BYTES BACKUPS: the same as rival.mjs, with CPython's RotatingFileHandler."""

import json
import logging
import logging.handlers
import os
import sys
import time


def main():
    file, number, lines, max_bytes, backups = sys.argv[1:]
    logging.raiseExceptions = False
    handler = logging.handlers.RotatingFileHandler(file, maxBytes=int(max_bytes), backupCount=int(backups))
    handler.setFormatter(logging.Formatter('%(asctime)s %(levelname)s %(name)s: %(message)s'))
    logger = logging.getLogger('shop.orders')
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    rest = f'writer {number} ' + '.' * 200
    os.write(3, b'"ready"\n')
    sys.stdin.readline()
    before = time.process_time()
    for i in range(int(lines)):
        logger.info('order %d of %s', i, rest)
    logging.shutdown()
    cpu = (time.process_time() - before) * 1000
    os.write(3, json.dumps({'cpuMs': cpu}).encode() + b'\n')


main()
