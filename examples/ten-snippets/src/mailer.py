"""A library: it is silent until the program that uses it configures logging."""
import logging

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


def send(address):
    logger.debug("connecting")
    logger.info("sent to %s", address)
    if not address.endswith(".org"):
        logger.error("%r came back", address)
