import logging


class AddUser(logging.Filter):
    def filter(self, record):
        record.user = getattr(record, "user", "nobody")
        return "password" not in record.getMessage()


logging.basicConfig(level=logging.INFO, format="%(name)s user=%(user)s %(message)s")
logging.getLogger().handlers[0].addFilter(AddUser())
logger = logging.getLogger("shop")

logger.info("started")
logger.info("login", extra={"user": "ann"})
logger.info("my password is %s", "geheim")

adapter = logging.LoggerAdapter(logger, {"user": "bob"})
adapter.info("order %d", 17)


class OrderAdapter(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return f"[order {self.extra['order']}] {msg}", kwargs


OrderAdapter(logger, {"order": 18}).warning("waits for %s", "payment")
