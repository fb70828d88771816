/** A crawler's logging: messages as data, names cut to the top, counts per level, an adapter per spider. Usage: crawl_logs.mjs FOLDER */
import { writeSync } from 'node:fs'
import logging from '@pylogging/core'
import { dictConfig } from '@pylogging/core/config'

const SETTINGS = {
  version: 1,
  disable_existing_loggers: false,
  loggers: { crawl: { level: 'DEBUG' }, noisy: { level: 'ERROR' } },
}

class TopName extends logging.Filter {
  constructor(names) {
    super()
    this.names = names
  }

  filter(record) {
    const [top, ...rest] = record.name.split('.')
    if (rest.length > 0 && this.names.includes(top)) record.name = top
    return true
  }
}

class Counting extends logging.Handler {
  constructor(counts, level = 'INFO') {
    super(level)
    this.counts = counts
  }

  emit(record) {
    const name = `log_count/${record.levelname}`
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
  }
}

class StreamLogger {
  constructor(logger, level = logging.INFO) {
    this.logger = logger
    this.level = level
  }

  write(text) {
    for (const line of text.trimEnd().split('\n')) this.logger.log(this.level, line.trimEnd(), { stacklevel: 2 })
  }

  flush() {
    for (const handler of this.logger.handlers) handler.flush()
  }
}

class SpiderAdapter extends logging.LoggerAdapter {
  process(msg, kwargs) {
    kwargs.extra = { ...kwargs.extra, ...this.extra }
    return [msg, kwargs]
  }
}

class Messages {
  crawled(status, address, flags = []) {
    const args = { status, address, flags: flags.length > 0 ? ` ['${flags.join("', '")}']` : '' }
    return { level: logging.DEBUG, msg: 'Crawled (%(status)s) %(address)s%(flags)s', args }
  }

  dropped(item, reason) {
    return { level: logging.WARNING, msg: 'Dropped: %(reason)s\n%(item)s', args: { reason, item } }
  }

  plain(text) {
    return { level: logging.INFO, msg: text, args: null }
  }
}

function with_data(logger, { level, msg, args }, keywords = {}) {
  logger.log(level, msg, ...(args === null ? [] : [args]), logging.kw(keywords))
}

function parse(spider, address) {
  try {
    throw new logging.KeyError(address)
  } catch (error) {
    spider.exception('Spider error processing %(address)s', { address }, error)
    logging.getLogger('crawl.core.scraper').error('Bug in %s', error.name)
  }
}

function printing() {
  new StreamLogger(logging.getLogger('stdout')).write('printed\n  by a library  \n\n')
}

function main() {
  dictConfig(SETTINGS)
  const counts = new Map()
  const handler = new logging.StreamHandler(process.stdout)
  const format = '[%(name)s] %(levelname)s %(funcName)s %(spider)s: %(message)s'
  handler.setFormatter(new logging.Formatter(format, { defaults: { spider: '-' } }))
  handler.addFilter(new TopName(['crawl']))
  const root = logging.getLogger()
  root.setLevel(logging.NOTSET)
  root.addHandler(handler)
  root.addHandler(new Counting(counts))
  const spider = new SpiderAdapter(logging.getLogger('crawl.spiders.shop'), { spider: 'shop' })
  const messages = new Messages()
  with_data(logging.getLogger('crawl.core.engine'), messages.crawled(200, 'http://shop/'))
  with_data(spider, messages.crawled(301, 'http://shop/é%s', ['cached']), { stacklevel: 2 })
  with_data(spider, messages.dropped({ price: null, id: 7 }, 'no price'))
  with_data(spider, messages.plain('100% done'))
  logging.getLogger('noisy.client').warning('not seen')
  parse(spider, 'http://shop/1')
  printing()
  for (const name of [...counts.keys()].sort()) writeSync(1, `${name} ${counts.get(name)}\n`)
}

main()
