import logging
from logging.handlers import QueueHandler, QueueListener
from queue import Queue

queue = Queue(-1)
console = logging.StreamHandler()
console.setFormatter(logging.Formatter("%(levelname)s %(threadName)s: %(message)s"))
file = logging.FileHandler("errors.log", delay=True)
file.setLevel(logging.ERROR)

listener = QueueListener(queue, console, file, respect_handler_level=True)
logging.getLogger().addHandler(QueueHandler(queue))
logging.getLogger().setLevel(logging.INFO)
listener.start()

logging.info("order %d", 17)
logging.error("order %d failed", 17)
listener.stop()
