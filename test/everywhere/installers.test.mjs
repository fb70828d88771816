/**
 * The packed packages, installed by each package manager in each of its layouts: a program logs to a file, to a log
 * server and by mail, for which a thread has to start from wherever the packages are, and find nodemailer there, Yarn's
 * archives included.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe } from 'node:test'
import { npmSettings, registryTest } from '../package/support/registry.mjs'
import { run, runWell } from '../package/support/run.mjs'
import { packAll, packageNames, scratch } from '../package/support/tarballs.mjs'
import { installTools } from '../package/support/tools.mjs'

const PROGRAM = `
import logging from '@pylogging/core'
import { RotatingFileHandler, SMTPHandler, SocketHandler } from '@pylogging/core/handlers'

logging.root.addHandler(new RotatingFileHandler('app.log', { maxBytes: 1000, backupCount: 1 }))
const [logPort, mailPort] = process.argv.slice(2).map(Number)
logging.root.addHandler(new SocketHandler('127.0.0.1', logPort))
logging.root.addHandler(new SMTPHandler(['127.0.0.1', mailPort], 'a@example.org', ['b@example.org'], 'Order'))
logging.error('order %d', 17)
`
const YARN = { nodeLinker: 'node-modules', enableGlobalCache: false, enableImmutableInstalls: false }
const TOOLS = { '@yarnpkg/cli-dist': '4', bun: '*', pnpm: '12.21.0' }

const LAYOUTS = {
  npm: () => ({ command: 'npm', args: ['install', '--no-audit', '--no-fund'] }),
  'npm, linked': () => ({ command: 'npm', args: ['install', '--no-audit', '--no-fund', '--install-strategy=linked'] }),
  'pnpm, isolated': (tool) => ({ command: tool('pnpm'), args: ['install', '--config.nodeLinker=isolated'] }),
  'pnpm, hoisted': (tool) => ({ command: tool('pnpm'), args: ['install', '--config.nodeLinker=hoisted'] }),
  'Yarn, node_modules': (tool) => ({ command: tool('yarn'), args: ['install'], files: { '.yarnrc.yml': yaml(YARN) } }),
  'Yarn, PnP': (tool) => ({
    command: tool('yarn'),
    args: ['install'],
    files: { '.yarnrc.yml': yaml({ ...YARN, nodeLinker: 'pnp' }) },
    flags: ['--require', './.pnp.cjs', '--loader', './.pnp.loader.mjs'],
  }),
  Bun: (tool) => ({ command: tool('bun'), args: ['install'] }),
}

for (const [name, layout] of Object.entries(LAYOUTS)) {
  describe(name, () => {
    registryTest('installs what logs to a file and to a log server', async () => {
      const { folder: tools } = await installTools(TOOLS, { scripts: true })
      const { command, args, files = {}, flags = [] } = layout((tool) => join(tools, 'node_modules', '.bin', tool))
      const folder = await writeProject(name, files)
      await runWell(command, args, {
        cwd: folder,
        env: { ...npmSettings, YARN_IGNORE_PATH: '1', CI: '' },
        longestMs: 180_000,
      })
      const logServer = await listening(() => undefined)
      const mailServer = await listening(answerMail)

      const ports = [logServer, mailServer].map(({ server }) => String(server.address().port))
      const { code, stderr, text } = await run(process.execPath, [...flags, 'app.mjs', ...ports], { cwd: folder })

      for (const { server } of [logServer, mailServer]) server.close()
      assert.equal(code, 0, text)
      assert.doesNotMatch(stderr, /pylogging|transport worker|Error/i)
      assert.match(logServer.received(), /order 17/)
      assert.match(mailServer.received(), /\nSubject: Order\r\n.*order 17\r\n\.\r\n/s)
    })
  })
}

/** A server, and what it was sent. @param answer - Is given each piece and the socket. */
async function listening(answer) {
  const chunks = []
  const server = createServer((socket) => {
    answer('', socket)
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      answer(chunk.toString('latin1'), socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, received: () => Buffer.concat(chunks).toString('latin1') }
}

/** As much of RFC 5321 as takes one mail. */
function answerMail(text, socket) {
  if (text === '') socket.write('220 here\r\n')
  else if (/^DATA\r\n$/.test(text)) socket.write('354 go on\r\n')
  else if (/^QUIT\r\n$/.test(text)) socket.end('221 bye\r\n')
  else if (/^(?:EHLO|MAIL|RCPT) .*\r\n$/.test(text) || /(?:^|\r\n)\.\r\n$/.test(text)) socket.write('250 fine\r\n')
}

async function writeProject(name, files) {
  const packed = await packAll()
  const folder = join(scratch, `installed-by-${name.replace(/\W+/g, '-')}`)
  mkdirSync(folder, { recursive: true })
  const dependencies = Object.fromEntries(
    packageNames.map((each) => [packed[each].name, `file:${packed[each].tarball}`]),
  )
  const manifest = {
    name: 'user',
    private: true,
    type: 'module',
    dependencies: { ...dependencies, nodemailer: '*' },
    overrides: dependencies,
    resolutions: dependencies,
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, pnpm: { overrides: dependencies } }))
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), `packages: []\noverrides:\n${lines(dependencies, '  ')}`)
  writeFileSync(join(folder, 'yarn.lock'), '')
  writeFileSync(join(folder, 'app.mjs'), PROGRAM)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  return folder
}

function yaml(settings) {
  return lines(settings, '')
}

function lines(settings, indent) {
  return Object.entries(settings)
    .map(([key, value]) => `${indent}${JSON.stringify(key)}: ${JSON.stringify(value)}\n`)
    .join('')
}
