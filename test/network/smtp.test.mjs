/**
 * SMTPHandler before a real mail server: in the clear, with authentication, with STARTTLS.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { SMTPServer } from 'smtp-server'
import { run } from '../process/support/program.mjs'
import { own, ownChild, test } from './support/limits.mjs'
import { ended, noPython, python } from './support/peers.mjs'
import { freePort } from './support/rsyslogd.mjs'
import { listenTcp } from './support/servers.mjs'

async function serve(options) {
  const mails = []
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === 'anna' && password === 'pässword') done(null, { user: username })
      else done(new Error('wrong password'))
    },
    onData(stream, { envelope, user, secure }, done) {
      const chunks = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        mails.push({
          from: envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          user,
          secure,
          text,
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    mails,
    port: server.server.address().port,
    close: own(() => new Promise((resolve) => server.close(resolve))),
  }
}

const program = (port, options, statements = "log.error('order %d failed ✓', 5)") => `
  const handler = new handlers.SMTPHandler(['127.0.0.1', ${port}], 'me@example.com', ['you@example.com', 'all@example.com'], 'Failure ✓', ${options})
  handler.setFormatter(new logging.Formatter('%(levelname)s %(message)s'))
  const log = logging.getLogger('shop')
  log.addHandler(handler)
  ${statements}`

test('a mail arrives at all recipients, with subject, date and an UTF-8 text', async () => {
  const { mails, port, close } = await serve()
  const { stderr, code } = await run(program(port, '{}'), { env: { ...process.env, TZ: 'Asia/Kathmandu' } })
  await close()

  assert.deepEqual({ stderr, code, count: mails.length }, { stderr: '', code: 0, count: 1 })
  const [{ from, to, user, secure, text }] = mails
  assert.deepEqual(
    { from, to, user, secure },
    { from: 'me@example.com', to: ['you@example.com', 'all@example.com'], user: undefined, secure: false },
  )
  const [head, body] = text.split('\r\n\r\n')
  assert.match(head, /^From: me@example\.com\r$/m)
  assert.match(head, /^To: you@example\.com,all@example\.com\r$/m)
  assert.match(head, /^Subject: Failure =\?utf-8\?\S+\?=\r$/m)
  assert.match(
    head,
    /^Date: \w{3}, \d\d? \w{3} \d{4} \d\d:\d\d:\d\d \+0545\r?$/m,
    "as in Python, the program's own time",
  )
  assert.match(head, /charset="utf-8"/)
  const isBase64 = /^Content-Transfer-Encoding: base64/m.test(head)
  const quotedPrintable = (coded) =>
    decodeURIComponent(
      coded
        .replace(/=\r\n/g, '')
        .replaceAll('%', '%25')
        .replace(/=([0-9A-F]{2})/g, '%$1'),
    )
  assert.equal(
    (isBase64 ? Buffer.from(body, 'base64').toString() : quotedPrintable(body)).trim(),
    'ERROR order 5 failed ✓',
  )
})

/** [from, to, subject, text]: what servers use, what is long, what is not ASCII, what SMTP treats specially. */
const MAILS = [
  ['root', ['ops'], 'failed', 'plain'],
  ['root', ['ops', 'a@b.c'], 'ähm ✓ failed', 'späm ✓'],
  ['root@host', ['ops'], 'one word that is ü and another ö of many', 'a\nb\n\n'],
  [
    'Anna <anna@b.c>',
    ['"q, r" <a@b>'],
    `${'x'.repeat(30)} ${'y'.repeat(60)} zz`,
    'line\r\nzwei\rdrei\nFrom me\n.dot\n..',
  ],
  ['Änna <anna@b.c>', ['ops'], `${'word '.repeat(20)}end`, ''],
  ['root', ['ops'], 'ä'.repeat(80), 'x'.repeat(100)],
  ['root', ['ops'], '', 'ä'.repeat(100)],
  ['root', ['ops'], 'two  spaces\tand a tab', `${'long '.repeat(40)}é = ✓  \n trailing \t\n`],
  ['root', ['ops'], 'short', `${'x'.repeat(78)}\n${'=é'.repeat(30)}\n${'y'.repeat(200)}\n`],
  ['root', ['ops'], '日本語の件名', Array.from({ length: 30 }, (_, i) => `${i} ${'wide '.repeat(18)}ü`).join('\n')],
]

/** A server by hand, which takes every address: smtp-server refuses those without @. */
async function serveAll(extensions) {
  const mails = []
  const { port } = await listenTcp((socket) => {
    let text = ''
    let mail = null
    const say = (line) => socket.write(`${line}\r\n`)
    say('220 here')
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      for (;;) {
        const mark = mail?.isData ? '\r\n.\r\n' : '\r\n'
        const end = text.indexOf(mark)
        if (end < 0) return
        const line = text.slice(0, end)
        text = text.slice(end + mark.length)
        if (mail?.isData) {
          mails.push({ ...mail, text: line })
          mail = null
          say('250 taken')
        } else if (/^EHLO/i.test(line))
          say(['250-here', ...extensions.map((each) => `250-${each}`), '250 HELP'].join('\r\n'))
        else if (/^MAIL/i.test(line)) {
          mail = { from: /<(.*?)>/.exec(line)[1], to: [], isData: false }
          say('250 ok')
        } else if (/^RCPT/i.test(line)) {
          mail.to.push(/<(.*?)>/.exec(line)[1])
          say('250 ok')
        } else if (/^DATA$/i.test(line)) {
          mail.isData = true
          say('354 go on')
        } else if (/^QUIT$/i.test(line)) socket.end('221 bye\r\n')
        else say('500 what?')
      }
    })
  })
  return { mails, port }
}

test("headers and text of mails are CPython's, byte for byte", { skip: noPython }, async () => {
  const { mails, port } = await serveAll(['8BITMIME'])
  const theirs = [
    'import json, sys, logging, logging.handlers',
    'for frm, to, subject, text in json.load(sys.stdin):',
    `    h = logging.handlers.SMTPHandler(('127.0.0.1', ${port}), frm, to, subject)`,
    '    h.handle(logging.makeLogRecord(dict(msg=text)))',
  ]
  const child = ownChild(
    spawn(python.command, ['-c', theirs.join('\n')], { env: python.env, stdio: ['pipe', 'inherit', 'inherit'] }),
  )
  child.stdin.end(JSON.stringify(MAILS))
  await ended(child)
  const { stderr } = await run(`
    for (const [from, to, subject, text] of ${JSON.stringify(MAILS)}) {
      const handler = new handlers.SMTPHandler(['127.0.0.1', ${port}], from, to, subject)
      handler.handle(logging.makeLogRecord({ msg: text }))
      handler.close()
    }`)
  assert.equal(stderr, '')
  assert.equal(mails.length, 2 * MAILS.length)
  const plain = mails.map((mail) => ({ ...mail, text: mail.text.replace(/^Date: .*$/m, 'Date:') }))
  for (const [index] of MAILS.entries()) assert.deepEqual(plain[MAILS.length + index], plain[index])
})

test('a server that does not take 8-bit text gets it encoded', async () => {
  const { mails, port } = await serve({ hide8BITMIME: true })
  const { stderr } = await run(program(port, '{}'))
  assert.equal(stderr, '')
  assert.match(mails[0].text, /^Content-Transfer-Encoding: quoted-printable\r$/m)
  assert.match(mails[0].text, /^ERROR order 5 failed =E2=9C=93\r$/m)
})

test('with credentials and secure the mail goes over STARTTLS, authenticated', async () => {
  const { mails, port, close } = await serve()
  const { stderr } = await run(program(port, "{ credentials: ['anna', 'pässword'], secure: [] }"))
  await close()

  assert.equal(stderr, '')
  assert.deepEqual(
    mails.map(({ user, secure }) => ({ user, secure })),
    [{ user: 'anna', secure: true }],
  )
})

test('with credentials alone it is authenticated in the clear, as in Python', async () => {
  const { mails, port, close } = await serve({ hideSTARTTLS: false })
  const { stderr } = await run(program(port, "{ credentials: ['anna', 'pässword'] }"))
  await close()

  assert.equal(stderr, '')
  assert.deepEqual(
    mails.map(({ user, secure }) => ({ user, secure })),
    [{ user: 'anna', secure: false }],
  )
})

for (const [what, options, error, server] of [
  ['a wrong password', "{ credentials: ['anna', 'no'], secure: [] }", /Invalid login|wrong password/, {}],
  [
    'a server without STARTTLS where it was asked for',
    "{ credentials: ['anna', 'pässword'], secure: [] }",
    /STARTTLS/i,
    { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] },
  ],
  [
    'a certificate that does not verify, where TLS options ask for it',
    "{ credentials: ['anna', 'pässword'], secure: { rejectUnauthorized: true } }",
    /certificate/,
    {},
  ],
]) {
  test(`${what} is told with the record, and no mail is sent`, async () => {
    const { mails, port, close } = await serve(server)
    const { stderr, code } = await run(program(port, options))
    await close()

    assert.match(stderr, /^--- Logging error ---\n/)
    assert.match(stderr, error)
    assert.match(stderr, /Message: 'order %d failed ✓'\nArguments: \(5,\)\n$/)
    assert.deepEqual({ code, mails }, { code: 0, mails: [] })
  })
}

test('getSubject may depend on the record; a line break in it is refused', async () => {
  const { mails, port, close } = await serve()
  const { stderr } = await run(`
    class Own extends handlers.SMTPHandler {
      getSubject(record) { return record.levelname + ': ' + record.msg }
    }
    const handler = new Own(['127.0.0.1', ${port}], 'a@b.c', 'd@e.f', 'unused')
    logging.root.addHandler(handler)
    logging.warning('one')
    logging.warning('two\\nBcc: everybody@example.com')`)
  await close()

  assert.deepEqual(
    mails.map(({ text }) => /^Subject: (.*)\r$/m.exec(text)[1]),
    ['WARNING: one'],
  )
  assert.match(stderr, /ValueError: Header values may not contain linefeed or carriage return characters/)
})

test('a server that is not there is told with the record', async () => {
  const { stderr, code } = await run(program(await freePort(), '{}'))
  assert.match(stderr, /ConnectionRefusedError: \[Errno 111\] Connection refused\n/)
  assert.equal(code, 0)
})
