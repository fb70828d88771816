from logging import config as log_config


class Config:
    LEVEL = "INFO"
    FORMAT = "%(message)s"
    DICT = {"version": 1, "formatters": {"f": {"format": FORMAT}}, "root": {"level": LEVEL}}


class Production(Config):
    LEVEL = "ERROR"

    @classmethod
    def build(cls):
        config = dict(cls.DICT)
        config["root"] = {"level": cls.LEVEL}
        return config


log_config.dictConfig(Production.build())
