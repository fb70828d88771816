import logging, { type AdapterKeywords, type LogRecord } from '@pylogging/core'

declare module '@pylogging/core' {
  interface LogRecordFields {
    user: string
  }
}

class AddUser extends logging.Filter {
  override filter(record: LogRecord): boolean {
    record.user ??= 'nobody'
    return !record.getMessage().includes('password')
  }
}

logging.basicConfig({ level: logging.INFO, format: '%(name)s user=%(user)s %(message)s' })
logging.getLogger().handlers[0]?.addFilter(new AddUser())
const logger = logging.getLogger('shop')

logger.info('started')
logger.info('login', { extra: { user: 'ann' } })
logger.info('my password is %s', 'geheim')

const adapter = new logging.LoggerAdapter(logger, { user: 'bob' })
adapter.info('order %d', 17)

class OrderAdapter extends logging.LoggerAdapter {
  override process(msg: unknown, kwargs: AdapterKeywords): [unknown, AdapterKeywords] {
    return [`[order ${this.extra?.['order']}] ${msg}`, kwargs]
  }
}

new OrderAdapter(logger, { order: 18 }).warning('waits for %s', 'payment')
