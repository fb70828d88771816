/**
 * LoggingHandler with OpenTelemetry's own SDK and its exporter over HTTP, before a collector: one that takes, one that is
 * absent, slow, or answers 503, and comes back.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { javascriptOf, OtlpReceiver, plain } from '../../examples/mixed-fleet/dist/otlp-receiver.js'
import { run, start } from '../process/support/program.mjs'
import { own, ownChild, test } from './support/limits.mjs'
import { until } from './support/peers.mjs'
import { freePort } from './support/rsyslogd.mjs'

const FACE = new URL('../../packages/core/dist/opentelemetry-face.mjs', import.meta.url).href
const ROOT = new URL('../../package.json', import.meta.url).href

/** A program with a LoggingHandler on root. Its lines count from 1, as everything before them stands in one. */
const program = (url, statements, { batch = '{}', exporter = '{}' } = {}) =>
  `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(ROOT)});
const { DropCounter, LoggingHandler } = await import(${JSON.stringify(FACE)})
const { LoggerProvider, BatchLogRecordProcessor } = require('@opentelemetry/sdk-logs')
const { OTLPLogExporter } = require('@opentelemetry/exporter-logs-otlp-http')
const drops = new DropCounter()
const exporter = new OTLPLogExporter({ url: ${JSON.stringify(url)}, ...${exporter} })
const processor = new BatchLogRecordProcessor({ exporter, selfObsMeterProvider: drops, ...${batch} })
const provider = new LoggerProvider({ processors: [processor] })
const handler = new LoggingHandler({ logger_provider: provider })
logging.root.addHandler(handler)
logging.root.setLevel('INFO')
const log = logging.getLogger('shop.orders')
${statements}`

async function receiver() {
  const made = new OtlpReceiver()
  own(() => made.close())
  return { receiver: made, url: await made.listen() }
}

const bodies = ({ records }) => records.map(({ record }) => javascriptOf(record.body))

test('every field of a record arrives, and a program that ends by itself loses nothing', async () => {
  const { receiver: collector, url } = await receiver()

  const { stdout, stderr } = await run(
    program(
      url,
      `log.warning('order %d is late', 7, { extra: { order: { id: 7, tags: ['a', null], paid: true } } })
try { throw new TypeError('no stock') } catch (error) { log.error('failed', { exc_info: error }) }
logging.root.critical({ free: 12 })
console.log(Date.now())`,
    ),
  )

  const [late, failed, full] = collector.records
  assert.equal(stderr, '')
  assert.equal(collector.records.length, 3)
  assert.deepEqual(
    collector.records.map(({ scope, record }) => [scope, record.severityNumber, record.severityText]),
    [
      ['shop.orders', 13, 'WARN'],
      ['shop.orders', 17, 'ERROR'],
      ['root', 21, 'FATAL'],
    ],
  )
  assert.equal(javascriptOf(late.record.body), 'order 7 is late')
  const attributes = plain(late.record.attributes)
  assert.deepEqual(attributes.order, { id: 7, tags: ['a', null], paid: true })
  assert.equal(attributes['code.function.name'], '<module>')
  assert.ok(Math.abs(Number(late.record.timeUnixNano) / 1e6 - Number(stdout)) < 5000)
  const error = plain(failed.record.attributes)
  assert.deepEqual([error['exception.type'], error['exception.message']], ['TypeError', 'no stock'])
  assert.match(error['exception.stacktrace'], /^Traceback[\s\S]*TypeError: no stock\n$/)
  assert.deepEqual(javascriptOf(full.record.body), { free: 12 })
  assert.equal(late.resource['telemetry.sdk.language'], 'nodejs')
})

test('a collector that answers 503 is asked again by the SDK until it takes the batch: nothing is lost, nothing twice', async () => {
  const { receiver: collector, url } = await receiver()
  let requests = 0
  collector.answer = () => {
    requests += 1
    return { status: requests < 3 ? 503 : 200 }
  }

  const { stderr } = await run(program(url, `for (let n = 0; n < 50; n += 1) log.info('order %d', n)`))

  assert.equal(stderr, '')
  assert.deepEqual(collector.statuses, [503, 503, 200])
  assert.deepEqual(
    bodies(collector),
    Array.from({ length: 50 }, (_, n) => `order ${n}`),
  )
})

test('a slow collector makes no log call wait, and what it gets in time arrives', async () => {
  const { receiver: collector, url } = await receiver()
  collector.answer = () => ({ status: 200, afterMs: 1500 })

  const { stdout, stderr } = await run(
    program(
      url,
      `const before = performance.now()
for (let n = 0; n < 1000; n += 1) log.info('order %d', n)
handler.flush()
console.log(performance.now() - before)`,
    ),
  )

  assert.equal(stderr, '')
  assert.ok(Number(stdout) < 1000, `the calls took ${stdout} ms`)
  assert.equal(new Set(bodies(collector)).size, 1000)
})

test('an absent collector that comes back: nothing is thrown, what was dropped is counted and told once, the rest arrives', async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/v1/logs`
  const child = ownChild(
    start(
      program(
        url,
        `const thrown = []
process.on('uncaughtException', (error) => thrown.push(error)); process.on('unhandledRejection', (error) => thrown.push(error))
let n = 0
const timer = setInterval(() => { for (let i = 0; i < 50; i += 1) log.info('order %d', n++) }, 5)
process.once('SIGTERM', async () => {
  clearInterval(timer)
  await provider.forceFlush()
  console.log(JSON.stringify([n, drops.dropped, thrown.map(String)]))
})
console.log('ready')`,
        {
          batch: '{ maxQueueSize: 100, maxExportBatchSize: 50, scheduledDelayMillis: 20, exportTimeoutMillis: 500 }',
          exporter: '{ timeoutMillis: 400 }',
        },
      ),
    ),
  )
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (printed[name] += text))
  const dropsTold = () => printed.stderr.match(/OpenTelemetry drops records/g)?.length ?? 0
  await until(() => dropsTold() > 0)
  const collector = new OtlpReceiver()
  own(() => collector.close())
  await collector.listen(port)
  await until(() => collector.records.length > 500)
  child.kill('SIGTERM')
  await once(child, 'close')

  const [logged, dropped, thrown] = JSON.parse(printed.stdout.split('\n')[1])
  assert.deepEqual(thrown, [])
  assert.ok(dropped > 0)
  assert.equal(collector.records.length + dropped, logged)
  assert.equal(new Set(bodies(collector)).size, collector.records.length)
  const told = printed.stderr.match(/OpenTelemetry dropped (\d+) records, and exports again/g)
  assert.ok(told.length <= dropsTold())
  assert.ok(told.length < 10, printed.stderr)
})

test('the end of a process tells the number of what was dropped for good', async () => {
  const { receiver: collector, url } = await receiver()
  collector.answer = () => ({ status: 400 })

  const { stderr, code } = await run(program(url, `for (let n = 0; n < 7; n += 1) log.info('order %d', n)`))

  assert.match(stderr, /OpenTelemetry drops records: OTLPExporterError[\s\S]*OpenTelemetry dropped 7 records, and ends/)
  assert.equal(code, 0)
})

test('nothing of OpenTelemetry is loaded before a handler is made', async () => {
  const loaded = `Object.keys(require.cache).filter((name) => name.includes('@opentelemetry')).length`
  const { stdout, stderr } = await run(
    `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(ROOT)});
const { LoggingHandler } = await import(${JSON.stringify(FACE)})
const before = ${loaded}
const handler = new LoggingHandler()
console.log(before, ${loaded} > 0, handler.toString())`,
  )

  assert.equal(stderr, '')
  assert.equal(stdout, '0 true <LoggingHandler (NOTSET)>\n')
})
