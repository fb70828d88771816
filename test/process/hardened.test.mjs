/**
 * Programs whose built-ins are frozen, and arguments that cannot be looked at: each record is written all the same.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

const CORE = new URL('../../packages/core/dist/face.mjs', import.meta.url)

function printed(before, calls, format = '%(message)s', datefmt = null) {
  const program = `
    ${before}
    const { default: logging } = await import('${CORE}')
    logging.basicConfig({ stream: process.stdout, level: 'INFO', format: '${format}', datefmt: ${JSON.stringify(datefmt)} })
    logging.Formatter.converter = logging.gmtime
    ${calls}`
  const args = ['--input-type=module', '--eval', program]
  return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

test('with Function.prototype frozen, dates are printed as ever', () => {
  const call = "logging.root.handle(logging.makeLogRecord({ msg: 'ready', created: 1767225600, levelno: 20 }))"
  const datefmt = '%a %A %b %B %d %H %j %y %Y %x %c'
  const format = ['%(asctime)s %(message)s', datefmt]

  const frozen = printed('Object.freeze(Function.prototype)', call, ...format)

  assert.match(frozen, /^Thu Thursday Jan January 01 \d\d 001 26 2026 01\/01\/26 Thu Jan {2}1 .* ready\n$/)
  assert.equal(frozen, printed('', call, ...format))
})

test('a revoked Proxy is printed as what it is, as a message, an argument, within others, and as a function', () => {
  const revoked = (target) =>
    `(() => { const { proxy, revoke } = Proxy.revocable(${target}, {}); revoke(); return proxy })()`
  const calls = `
    const gone = ${revoked('{}')}
    logging.info(gone)
    logging.info('%s and %r', gone, gone)
    logging.info('%s', [gone, { a: gone }])
    logging.info('%s', ${revoked('function () {}')})`

  assert.equal(
    printed('', calls),
    [
      '<Revoked Proxy>',
      '<Revoked Proxy> and <Revoked Proxy>',
      "[<Revoked Proxy>, {'a': <Revoked Proxy>}]",
      '<Revoked Proxy>',
      '',
    ].join('\n'),
  )
})
