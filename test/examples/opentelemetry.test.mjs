/** The service of examples/opentelemetry, asked over a real socket: what it prints by itself, and what a collector gets. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { OtlpReceiver, plain } from '../../examples/mixed-fleet/dist/otlp-receiver.js'

const MAIN = resolve(import.meta.dirname, '../../examples/opentelemetry/dist/main.js')
const TRACE = '0af7651916cd43dd8448eb211c80319c'
const headers = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` }
const closings = []

after(async () => {
  for (const close of closings) await close()
})

async function start(variables) {
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, ...variables }, timeout: 20_000 })
  closings.push(() => child.kill('SIGKILL'))
  const stdout = text(child.stdout)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk
  })
  while (!stderr.includes('running on')) await once(child.stderr, 'data')
  const [url] = /http:\S+/.exec(stderr)
  const stop = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const [status] = await ended
    return { status, stdout: await stdout, stderr }
  }
  return { url, stop }
}

test('the line, the record and the span of a request have the ids of the client’s trace', async () => {
  const server = await start({})
  await Promise.all([1, 2, 3].map((order) => fetch(`${server.url}/orders/${order}`, { headers })))
  await fetch(`${server.url}/orders/4`)

  const { status, stdout, stderr } = await server.stop()
  const lines = stderr.split('\n').filter((line) => line.includes('priced'))
  assert.equal(status, 0)
  assert.equal(lines.length, 4)
  const ids = lines.map((line) => /trace_id=(\w+) span_id=(\w+) resource\.service\.name=(\w+)/.exec(line).slice(1))
  assert.deepEqual(ids.map(([trace]) => trace === TRACE).sort(), [false, true, true, true])
  assert.ok(ids.every(([, , service]) => service === 'shop'))
  assert.equal(new Set(ids.map(([, span]) => span)).size, 4)
  // The console's exporters print records and spans as objects of several lines.
  for (const [trace, span] of ids) {
    assert.ok(stdout.includes(`spanId: '${span}'`), `the record of ${span}`)
    assert.ok(stdout.includes(`id: '${span}'`), `the span ${span}`)
    assert.ok(stdout.includes(`traceId: '${trace}'`))
  }
})

test('a collector gets the records with their traces, and none is lost when the service stops', async () => {
  const receiver = new OtlpReceiver()
  const address = await receiver.listen()
  closings.push(() => receiver.close())
  const server = await start({ OTEL_EXPORTER_OTLP_ENDPOINT: address.replace('/v1/logs', '') })
  assert.equal((await fetch(`${server.url}/orders/17`, { headers })).status, 500)

  await server.stop()
  // They arrive by their loggers.
  const records = receiver.records
    .filter(({ record }) => record.traceId === TRACE)
    .sort((one, other) => (one.record.timeUnixNano < other.record.timeUnixNano ? -1 : 1))
  assert.deepEqual(
    records.map(({ scope, record, resource }) => [scope, record.severityText, resource['service.name']]),
    [
      ['shop.orders', 'INFO', 'shop'],
      ['shop', 'ERROR', 'shop'],
    ],
  )
  assert.equal(plain(records[0].record.attributes).order, 17)
  assert.equal(plain(records[1].record.attributes)['exception.type'], 'PaymentDeclined')
  assert.ok(receiver.records.length > records.length, 'what was logged outside of requests')
})
