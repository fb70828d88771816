import logging
import sys

logger = logging.getLogger("shop")
logging.basicConfig(format="%(levelname)s %(message)s")


def pay(order):
    raise ValueError(f"no card for order {order}")


try:
    pay(17)
except ValueError as error:
    logger.exception("order %d failed", 17)
    logger.warning("trying again", exc_info=True)
    logger.error("without a traceback: %s", error)


def log_uncaught(kind, error, traceback):
    logger.critical("uncaught", exc_info=(kind, error, traceback))


sys.excepthook = log_uncaught
pay(18)
