/** Paths: what os.path and pathlib compute of them. They are looked at, never opened or made. */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { PythonTuple } from '@pylogging/formatter'
import type { Method } from './arguments.js'
import { joinPaths, pathText } from './operations.js'
import { PythonPath } from './values.js'

/** An attribute of a path that is not called. */
export function pathAttribute(path: PythonPath, name: string): unknown {
  const { text } = path
  const last = text.slice(text.lastIndexOf('/') + 1)
  const dot = last.lastIndexOf('.')
  switch (name) {
    case 'parent':
      return parentOf(path)
    case 'parents': {
      const found: PythonPath[] = []
      for (let each = path; ; each = found.at(-1) as PythonPath) {
        const parent = parentOf(each)
        if (parent.text === each.text) return new PythonTuple(found)
        found.push(parent)
      }
    }
    case 'name':
      return text === '.' ? '' : last
    case 'stem':
      return dot > 0 ? last.slice(0, dot) : last
    case 'suffix':
      return dot > 0 ? last.slice(dot) : ''
    case 'parts':
      return new PythonTuple([...(text.startsWith('/') ? ['/'] : []), ...text.split('/').filter((each) => each !== '')])
    default:
      return undefined
  }
}

function parentOf({ text }: PythonPath): PythonPath {
  const at = text.lastIndexOf('/')
  return new PythonPath(at < 0 ? '.' : at === 0 ? '/' : text.slice(0, at))
}

/** Returns the absolute path, with links followed as far as it is there: Python's `resolve()` and `realpath`. */
export function resolved(text: string): string {
  const absolute = absolutePath(text)
  const parts = absolute.split('/')
  for (let count = parts.length; count > 1; count -= 1) {
    try {
      const known = realpathSync(parts.slice(0, count).join('/') || '/')
      return new PythonPath([known, ...parts.slice(count)].join('/')).text
    } catch {
      // Not there: what is above it may be.
    }
  }
  return absolute
}

/** Python's `os.path.abspath`. */
export function absolutePath(text: string): string {
  return normalPath(text.startsWith('/') ? text : `${process.cwd()}/${text}`)
}

/** Python's `os.path.normpath`. */
export function normalPath(text: string): string {
  const isAbsolute = text.startsWith('/')
  const root = text.startsWith('//') && !text.startsWith('///') ? '//' : isAbsolute ? '/' : ''
  const parts: string[] = []
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '..' || !isAbsolute) parts.push(part)
  }
  return root + parts.join('/') || '.'
}

/** Python's `os.path.expanduser` for the user who runs this. */
export function expandUser(text: string): string {
  return text === '~' || text.startsWith('~/') ? homedir() + text.slice(1) : text
}

/** @param kind - Null: whether anything is there. */
export function isThere(text: string, kind: 'file' | 'folder' | null): boolean {
  if (kind === null) return existsSync(text)
  const found = statSync(text, { throwIfNoEntry: false })
  return found !== undefined && (kind === 'file' ? found.isFile() : found.isDirectory())
}

export const PATH: ReadonlyMap<string, Method<PythonPath>> = new Map<string, Method<PythonPath>>([
  ['joinpath', (path, { args }) => joinPaths([path, ...args])],
  ['resolve', (path) => new PythonPath(resolved(path.text))],
  ['absolute', (path) => new PythonPath(path.text.startsWith('/') ? path.text : `${process.cwd()}/${path.text}`)],
  ['as_posix', (path) => path.text],
  ['__str__', (path) => path.text],
  ['__fspath__', (path) => path.text],
  ['expanduser', (path) => new PythonPath(expandUser(path.text))],
  ['exists', (path) => isThere(path.text, null)],
  ['is_file', (path) => isThere(path.text, 'file')],
  ['is_dir', (path) => isThere(path.text, 'folder')],
  ['is_absolute', (path) => path.text.startsWith('/')],
  ['mkdir', () => null],
  ['touch', () => null],
  ['with_name', (path, { args }) => joinPaths([parentOf(path), pathText(args[0])])],
  [
    'with_suffix',
    (path, { args }) => joinPaths([parentOf(path), `${pathAttribute(path, 'stem')}${pathText(args[0])}`]),
  ],
])
