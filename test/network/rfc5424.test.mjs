/**
 * Rfc5424SysLogHandler before a real rsyslogd and a real syslog-ng: each says what it read in which field.
 */
import assert from 'node:assert/strict'
import { run, withFolder } from '../process/support/program.mjs'
import { own, test } from './support/limits.mjs'
import { noRsyslogd, Rsyslogd } from './support/rsyslogd.mjs'
import { noSyslogNg, SyslogNg } from './support/syslog-ng.mjs'

const THIRD_PARTY = new URL('../../packages/core/dist/third-party-face.mjs', import.meta.url).href

const logging = (port, options) => `
  const { Rfc5424SysLogHandler } = await import(${JSON.stringify(THIRD_PARTY)})
  const handler = new Rfc5424SysLogHandler(['127.0.0.1', ${port}], {
    hostname: 'shop-1', appname: 'shop', procid: 42, enterprise_id: 32473, facility: 16, utc_timestamp: true,
    structured_data: { meta: { sequenceId: 1 } }, ${options} })
  const log = logging.getLogger('shop.orders')
  log.addHandler(handler)
  log.setLevel('DEBUG')
  log.error('order %d\\nis späm ✓', 7, { extra: { msgid: 'LATE',
    structured_data: { order: { id: 7, note: 'a "quote", a ] and a \\\\' }, 'empty@1': null } } })
  log.debug('order 8')`

async function withDaemon(daemonOf, body) {
  await withFolder(async (folder) => {
    const daemon = daemonOf(folder)
    own(() => daemon.kill())
    await daemon.start()
    await body(daemon)
    await daemon.stop()
  })
}

const TCP = 'socktype: 1'
const COUNTED = 'socktype: 1, framing: 1'
const FIELDS =
  '%syslogfacility-text%.%syslogseverity-text%|%timestamp:::date-rfc3339%|%hostname%|%app-name%|%procid%|%msgid%|%structured-data%|%msg%'
const ELEMENTS = String.raw`[meta sequenceId="1"][order@32473 id="7" note="a \"quote\", a \] and a \\"][empty@1]`
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(\+00:00|Z)$/

/** @param nil - What the daemon writes for a message id that is not there. */
function check(lines, { newline, nil }) {
  const [first, second] = lines.map((line) => line.split('|'))
  assert.match(first[1], MOMENT)
  assert.deepEqual(
    [first, second].map(([priority, , ...rest]) => [priority, ...rest]),
    [
      ['local0.err', 'shop-1', 'shop', '42', 'LATE', ELEMENTS, `order 7${newline}is späm ✓`],
      ['local0.debug', 'shop-1', 'shop', '42', nil, '[meta sequenceId="1"]', 'order 8'],
    ],
  )
}

for (const [how, options, newline] of [
  ['UDP', '', '#012'],
  ['TCP with newlines between messages', TCP, '\\n'],
  ['TCP with the lengths of messages', COUNTED, '#012'],
]) {
  test(`rsyslogd reads every field over ${how}`, { skip: noRsyslogd }, () =>
    withDaemon(
      (folder) => new Rsyslogd(folder, { template: FIELDS, delimiter: null }),
      async (daemon) => {
        const { stderr } = await run(logging(daemon.port, options))

        assert.equal(stderr, '')
        const lines = await daemon.lines(2)
        check(
          // The byte order mark is rsyslogd's to keep; it stands before the text.
          lines.sort((one, other) => (one < other ? 1 : -1)).map((line) => line.replace('\ufeff', '')),
          { newline, nil: '-' },
        )
      },
    ),
  )
}

for (const [how, options, port, newline] of [
  ['UDP', '', 'counted', '\n'],
  ['TCP with newlines between messages', TCP, 'lines', '\\n'],
  ['TCP with the lengths of messages', COUNTED, 'counted', '\n'],
]) {
  test(`syslog-ng reads every field over ${how}`, { skip: noSyslogNg }, () =>
    withDaemon(
      (folder) => new SyslogNg(folder),
      async (daemon) => {
        const { stderr } = await run(logging(daemon[port], options))

        assert.equal(stderr, '')
        check(await daemon.messages(2), { newline, nil: '' })
      },
    ),
  )
}
