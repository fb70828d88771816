/**
 * What a logger costs before it logs: `node installed.mjs import|size PACKAGES FOLDER`, where PACKAGES is a list with
 * commas, sends to descriptor 3 the CPU time of a process that only imports them, or what they and all that they depend
 * on take on the disk.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findPython } from '../scripts/python.mjs'

const [what, list] = process.argv.slice(2)
const RESULT = 3
const PYTHON = ['-c', 'import logging, logging.handlers, time; print(time.process_time() * 1000)']
const names = list.split(',').filter(Boolean)

writeSync(RESULT, JSON.stringify(what === 'size' ? sizeOf(names) : importTime()))

/** Starting the interpreter is part of it, the same in all but CPython. */
function importTime() {
  const isPython = list === 'cpython'
  const found = isPython ? findPython() : { command: process.execPath, env: process.env }
  if (found === null) return null
  const program = isPython ? PYTHON : nodeProgram()
  const options = { cwd: import.meta.dirname, env: found.env, encoding: 'utf8' }
  const before = performance.now()
  const { stdout, stderr, status } = spawnSync(found.command, program, options)
  if (status !== 0) throw new Error(stderr)
  return { wallMs: performance.now() - before, cpuMs: Number(stdout) }
}

function nodeProgram() {
  const imports = names.map((name) => `await import('${name}');`).join('')
  const print = 'const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)'
  return ['--input-type=module', '-e', imports + print]
}

function sizeOf(roots) {
  const folders = new Set()
  for (const name of roots) addWithDependencies(name, import.meta.dirname, folders)
  const bytes = [...folders].reduce((sum, folder) => sum + publishedBytes(folder), 0)
  return { packages: folders.size, kb: bytes / 1024 }
}

function addWithDependencies(name, from, folders) {
  const folder = find(name, from)
  if (folder === null || folders.has(folder)) return
  folders.add(folder)
  const { dependencies = {}, optionalDependencies = {} } = manifestOf(folder)
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) {
    addWithDependencies(each, folder, folders)
  }
}

/** As Node looks for it; null for an optional one that is not there. */
function find(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(candidate)) return realpathSync(candidate)
    if (folder === dirname(folder)) return null
  }
}

/** A package of this workspace has more files here than it has when it is installed. */
function publishedBytes(folder) {
  const { files } = manifestOf(folder)
  if (folder.includes('node_modules') || files === undefined) return bytesBelow(folder)
  const bytesIn = (names) => names.reduce((sum, name) => sum + bytesOf(join(folder, name)), 0)
  const excluded = files.filter((name) => name.startsWith('!')).map((name) => name.slice(1))
  return bytesIn(['package.json', 'README.md', 'LICENSE', ...files]) - bytesIn(excluded)
}

function bytesOf(path) {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  return stats.isDirectory() ? bytesBelow(path) : stats.size
}

function bytesBelow(folder) {
  return readdirSync(folder)
    .filter((name) => name !== 'node_modules')
    .reduce((sum, name) => sum + bytesOf(join(folder, name)), 0)
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
