"""A crawler's logging: messages as data, names cut to the top, counts per level, an adapter per spider. Usage: crawl_logs.py FOLDER"""

import logging
import sys
from collections import Counter
from logging.config import dictConfig

SETTINGS = {"version": 1, "disable_existing_loggers": False, "loggers": {"crawl": {"level": "DEBUG"}, "noisy": {"level": "ERROR"}}}


class TopName(logging.Filter):
    def __init__(self, names):
        super().__init__()
        self.names = names

    def filter(self, record):
        top, _, rest = record.name.partition(".")
        if rest and top in self.names:
            record.name = top
        return True


class Counting(logging.Handler):
    def __init__(self, counts, level="INFO"):
        super().__init__(level)
        self.counts = counts

    def emit(self, record):
        self.counts[f"log_count/{record.levelname}"] += 1


class StreamLogger:
    def __init__(self, logger, level=logging.INFO):
        self.logger = logger
        self.level = level

    def write(self, text):
        for line in text.rstrip().splitlines():
            self.logger.log(self.level, line.rstrip(), stacklevel=2)

    def flush(self):
        for handler in self.logger.handlers:
            handler.flush()


class SpiderAdapter(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        kwargs["extra"] = {**(kwargs.get("extra") or {}), **self.extra}
        return msg, kwargs


class Messages:
    def crawled(self, status, address, flags=()):
        return {"level": logging.DEBUG, "msg": "Crawled (%(status)s) %(address)s%(flags)s",
                "args": {"status": status, "address": address, "flags": f" {flags!s}" if flags else ""}}

    def dropped(self, item, reason):
        return {"level": logging.WARNING, "msg": "Dropped: %(reason)s\n%(item)s", "args": {"reason": reason, "item": item}}

    def plain(self, text):
        return {"level": logging.INFO, "msg": text, "args": {}}


def with_data(logger, data, **keywords):
    logger.log(data["level"], data["msg"], *([data["args"]] if data["args"] else []), **keywords)


def parse(spider, address):
    try:
        raise KeyError(address)
    except KeyError as error:
        spider.exception("Spider error processing %(address)s", {"address": address})
        logging.getLogger("crawl.core.scraper").error("Bug in %s", type(error).__name__)


def printing():
    print("printed\n  by a library  \n", file=StreamLogger(logging.getLogger("stdout")))


def main():
    dictConfig(SETTINGS)
    counts = Counter()
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("[%(name)s] %(levelname)s %(funcName)s %(spider)s: %(message)s", defaults={"spider": "-"}))
    handler.addFilter(TopName(["crawl"]))
    root = logging.getLogger()
    root.setLevel(logging.NOTSET)
    root.addHandler(handler)
    root.addHandler(Counting(counts))
    spider = SpiderAdapter(logging.getLogger("crawl.spiders.shop"), {"spider": "shop"})
    messages = Messages()
    with_data(logging.getLogger("crawl.core.engine"), messages.crawled(200, "http://shop/"))
    with_data(spider, messages.crawled(301, "http://shop/é%s", ["cached"]), stacklevel=2)
    with_data(spider, messages.dropped({"price": None, "id": 7}, "no price"))
    with_data(spider, messages.plain("100% done"))
    logging.getLogger("noisy.client").warning("not seen")
    parse(spider, "http://shop/1")
    printing()
    for name in sorted(counts):
        print(name, counts[name], flush=True)


main()
