/**
 * The configuration that a Python service has in its settings, word for word: uvicorn's two loggers, and the service's own
 * under the id of the request, as asgi-correlation-id adds it.
 */
import { dictConfig } from '@pylogging/core/config'

export function setUpLogging(): void {
  dictConfig({
    version: 1,
    disable_existing_loggers: false,
    filters: {
      correlation_id: { '()': 'asgi_correlation_id.CorrelationIdFilter', uuid_length: 32, default_value: '-' },
    },
    formatters: {
      access: {
        '()': 'uvicorn.logging.AccessFormatter',
        fmt: '%(levelprefix)s %(client_addr)s - "%(request_line)s" %(status_code)s',
      },
      default: { '()': 'uvicorn.logging.DefaultFormatter', fmt: '%(levelprefix)s %(message)s' },
      service: { format: '%(levelname)s [%(correlation_id)s] %(name)s: %(message)s' },
    },
    handlers: {
      access: { class: 'logging.StreamHandler', stream: 'ext://sys.stdout', formatter: 'access' },
      default: { class: 'logging.StreamHandler', stream: 'ext://sys.stderr', formatter: 'default' },
      service: {
        class: 'logging.StreamHandler',
        stream: 'ext://sys.stdout',
        formatter: 'service',
        filters: ['correlation_id'],
      },
    },
    loggers: {
      uvicorn: { handlers: ['default'], level: 'INFO', propagate: false },
      'uvicorn.access': { handlers: ['access'], level: 'INFO', propagate: false },
    },
    root: { handlers: ['service'], level: 'INFO' },
  })
}
