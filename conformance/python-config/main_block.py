import logging.config

FMT = "%(asctime)s"

if __name__ != "__main__":
    logging.config.dictConfig({"version": 1, "formatters": {"f": {"format": FMT}}, "root": {"level": 10}})
