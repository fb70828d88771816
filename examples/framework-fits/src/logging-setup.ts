/**
 * The configuration that a Python service has in its settings: uvicorn's two loggers, and the service's own under the id
 * of the request.
 */
import { dictConfig, register } from '@pylogging/core/config'
import { AccessFormatter, DefaultFormatter } from './access-formatter.js'
import { addRequestId } from './request-id.js'

export function setUpLogging(): void {
  register('uvicorn.logging.AccessFormatter', AccessFormatter)
  register('uvicorn.logging.DefaultFormatter', DefaultFormatter)
  dictConfig({
    version: 1,
    disable_existing_loggers: false,
    filters: { request_id: { '()': () => addRequestId } },
    formatters: {
      access: { '()': 'uvicorn.logging.AccessFormatter' },
      default: { '()': 'uvicorn.logging.DefaultFormatter', fmt: '%(message)s' },
      service: { format: '%(levelname)s [%(request_id)s] %(name)s: %(message)s' },
    },
    handlers: {
      access: { class: 'logging.StreamHandler', stream: 'ext://sys.stdout', formatter: 'access' },
      default: { class: 'logging.StreamHandler', stream: 'ext://sys.stderr', formatter: 'default' },
      service: {
        class: 'logging.StreamHandler',
        stream: 'ext://sys.stdout',
        formatter: 'service',
        filters: ['request_id'],
      },
    },
    loggers: {
      uvicorn: { handlers: ['default'], level: 'INFO', propagate: false },
      'uvicorn.access': { handlers: ['access'], level: 'INFO', propagate: false },
    },
    root: { handlers: ['service'], level: 'INFO' },
  })
}
