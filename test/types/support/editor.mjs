/**
 * What an editor shows in programs: TypeScript's language server is asked as editors ask it, one server for all programs.
 *
 *   const editor = openEditor({ key: 'dictConfig({ │ })' })
 *   await editor.completions('key')     names
 *   await editor.quickInfo('key')       the text that a pointer over the place shows
 */
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after } from 'node:test'
import { projectOf } from './compile.mjs'

/** The last TypeScript with a server of this kind: editors have it, and scripts/api. */
const require = createRequire(new URL('../../../scripts/api/package.json', import.meta.url))
const SERVER = require.resolve('typescript/lib/tsserver.js')
const MARK = '│'

/** @param texts - Programs by their names, each with a mark where the cursor is. */
export function openEditor(texts) {
  const programs = Object.entries(texts).map(([name, text], index) => ({ name, path: `app${index}.ts`, text }))
  const folder = projectOf(Object.fromEntries(programs.map(({ path, text }) => [path, text.replace(MARK, '')])))
  const places = new Map(programs.map(({ name, path, text }) => [name, { file: join(folder, path), ...placeIn(text) }]))
  const { send, ask } = startServer()
  for (const { file } of places.values()) send('open', { file })
  return {
    completions: async (name) => (await ask('completionInfo', places.get(name))).entries.map((entry) => entry.name),
    quickInfo: async (name) => {
      const { displayString, documentation } = await ask('quickinfo', places.get(name))
      return `${displayString}\n${documentation}`
    },
  }
}

function placeIn(text) {
  const before = text.slice(0, text.indexOf(MARK)).split('\n')
  return { line: before.length, offset: before.at(-1).length + 1 }
}

function startServer() {
  const options = { stdio: ['pipe', 'pipe', 'inherit'] }
  const server = spawn(process.execPath, [SERVER, '--disableAutomaticTypingAcquisition'], options)
  after(() => server.kill())
  const waiting = new Map()
  createInterface({ input: server.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return
    const { request_seq, body, success, message } = JSON.parse(line)
    if (success) waiting.get(request_seq)?.resolve(body)
    else waiting.get(request_seq)?.reject(new Error(message))
  })
  let seq = 0
  const send = (command, args) => {
    seq += 1
    server.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`)
    return seq
  }
  const ask = (command, args) => new Promise((resolve, reject) => waiting.set(send(command, args), { resolve, reject }))
  return { send, ask }
}
