from logging.config import dictConfig


class LogSetup(object):
    level = "WARNING"

    def __init__(self):
        self.names = ["a", "b"]

    def base(self):
        return dict(version=1, handlers=dict(out={"class": "logging.StreamHandler"}))

    def apply(self):
        config = self.base()
        config["loggers"] = {name: {"level": self.level, "handlers": ["out"]} for name in self.names}
        config["root"] = {"level": self.level}
        dictConfig(config)


def CALL():
    LogSetup().apply()
