import logging
import sys

logger = logging.getLogger("shop")
logger.setLevel(logging.DEBUG)
logger.propagate = False

console = logging.StreamHandler(sys.stdout)
console.setLevel(logging.WARNING)
console.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
logger.addHandler(console)

file = logging.FileHandler("debug.log", encoding="utf-8")
file.setFormatter(logging.Formatter("%(asctime)s - %(name)s - %(levelname)s - %(message)s"))
logger.addHandler(file)

logger.debug("only in the file")
logger.error("in both")
logger.getChild("orders").warning("of a child, in both")
