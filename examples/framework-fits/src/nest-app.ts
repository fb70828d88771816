/**
 * A Nest application whose messages, Nest's own among them, go where Django's LOGGING says.
 *
 *   node dist/nest-app.js
 */
import 'reflect-metadata'
import { Logger, Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { dictConfig } from '@pylogging/core/config'
import { PyLogger } from './nest-logger.js'

@Module({})
class AppModule {}

dictConfig({
  version: 1,
  disable_existing_loggers: false,
  formatters: { verbose: { format: '{levelname} {name} {message}', style: '{' } },
  handlers: { console: { class: 'logging.StreamHandler', stream: 'ext://sys.stdout', formatter: 'verbose' } },
  root: { handlers: ['console'], level: 'INFO' },
  loggers: { 'nest.InstanceLoader': { level: 'WARNING' } },
})

const app = await NestFactory.createApplicationContext(AppModule, { logger: new PyLogger() })
const logger = new Logger('Orders')
logger.log('order 17')
logger.debug('not shown')
logger.error(new RangeError('card declined'))
await app.close()
