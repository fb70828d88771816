import json
import logging.config

with open("logging.json") as file:
    logging.config.dictConfig(json.load(file))

logging.getLogger("shop.orders").debug("order %d", 17)
logging.getLogger("shop.orders").error("order %d failed", 17)
logging.getLogger("urllib3").info("too chatty")
logging.getLogger("elsewhere").info("ready")
