"""A process of the service, still in Python, that exports its records by OTLP.

    python3 exporting.py URL      logs what the service logs, and ends
"""
import logging
import sys
import urllib.request
import warnings

from opentelemetry.exporter.otlp.proto.common._log_encoder import encode_logs
from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor, LogRecordExporter, LogRecordExportResult
from opentelemetry.sdk.resources import Resource


class HttpExporter(LogRecordExporter):
    """OTLPLogExporter of opentelemetry-exporter-otlp-proto-http without its retries: these records have one receiver."""

    def __init__(self, endpoint):
        self.endpoint = endpoint

    def export(self, batch):
        headers = {"content-type": "application/x-protobuf"}
        body = encode_logs(batch).SerializeToString()
        urllib.request.urlopen(urllib.request.Request(self.endpoint, body, headers)).read()
        return LogRecordExportResult.SUCCESS

    def force_flush(self, timeout_millis=30000):
        return True

    def shutdown(self):
        pass


# The SDK's handler has moved to opentelemetry-instrumentation-logging, and says so.
warnings.simplefilter("ignore", DeprecationWarning)
provider = LoggerProvider(resource=Resource.create({"service.name": "shop"}))
provider.add_log_record_processor(BatchLogRecordProcessor(HttpExporter(sys.argv[1])))
logging.root.addHandler(LoggingHandler(logger_provider=provider))
logging.root.setLevel("INFO")
logger = logging.getLogger("shop.orders")


class PaymentDeclined(Exception):
    pass


def pay(order):
    raise PaymentDeclined("card of order %d declined" % order)


logger.info("order %d of %s", 7, "späm ✓")
logger.warning("late", extra={"order": {"id": 7, "tags": ["a", None, 1.5]}, "paid": True, "note": None})
logger.log(35, "between warning and error")
logger.critical({"free": 12, "disks": ["sda"]})
try:
    pay(17)
except PaymentDeclined as error:
    logger.error("failed", exc_info=error)
provider.shutdown()
