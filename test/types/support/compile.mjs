/**
 * What the compiler says to a program that a test has written, by lines. The program sees the packages as a project that
 * installed them does: their declarations.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const OPTIONS = {
  target: 'es2022',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  isolatedDeclarations: true,
  declaration: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  types: ['node'],
}

/** A project folder that is removed at the end. @param files - Texts by path. */
export function projectOf(files, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-types-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  symlinkSync(MODULES, join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const compilerOptions = { ...OPTIONS, ...options }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** The errors of a program of one file: `{ line, text }`, the line counted from 1. */
export function errorsOf(text, options = {}) {
  const folder = projectOf({ 'app.ts': text }, options)
  const { stdout, stderr } = spawnSync(process.execPath, [join(MODULES, 'typescript/bin/tsc'), '-p', '.'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (stderr !== '') throw new Error(stderr)
  const errors = []
  for (const line of stdout.split('\n')) {
    const found = /^app\.ts\((\d+),\d+\): error TS\d+: (.*)$/.exec(line)
    if (found !== null) errors.push({ line: Number(found[1]), text: found[2] })
    else if (/^\S/.test(line)) throw new Error(line)
  }
  return errors
}
