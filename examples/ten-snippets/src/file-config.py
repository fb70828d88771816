import logging
import logging.config

early = logging.getLogger("early")
logging.config.fileConfig("logging.ini", defaults={"logfile": "app.log"}, disable_existing_loggers=False)

logging.getLogger("shop").debug("order %d", 17)
early.info("still there")
early.debug("below the level of root")
