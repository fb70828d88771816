/**
 * Findings about the files that the handlers of a configuration write: folders that are missing, files of two handlers.
 */
import { existsSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import type { Handler } from '../model/handler.js'
import { unexpanded } from './check-values.js'
import { type Finding, finding, type Places } from './findings.js'

/** The attributes of handlers that are read here. */
interface FileShown {
  readonly backupCount?: number
  readonly baseFilename?: string
  readonly delay?: boolean
}

type Named = readonly [name: string, handler: FileShown]

export function checkFiles(handlers: ReadonlyMap<string, Handler>, places: Places): Finding[] {
  // The value of a placeholder is not known.
  const files = [...handlers].filter(([, handler]) => {
    const { baseFilename } = handler as FileShown
    return baseFilename !== undefined && unexpanded(baseFilename) === undefined
  }) as Named[]
  return [...checkFolders(files, places), ...checkBackslashes(files, places), ...checkSharing(files, places)]
}

/**
 * Finds the folders that are missing, each once, however many files are in it. With `delay` the first record fails, and
 * not the configuration.
 */
function checkFolders(files: readonly Named[], places: Places): Finding[] {
  const missing = grouped(files, ({ baseFilename = '' }) => dirname(baseFilename)).filter(
    ([folder]) => !existsSync(folder),
  )
  return missing.map(([folder, inside]) => {
    const opening = inside.filter(([, { delay }]) => delay !== true)
    const [name] = (opening[0] ?? inside[0]) as Named
    const others = inside.length === 1 ? '' : `, and so it is with ${inside.length - 1} more of these handlers`
    const message = `there is no folder ${folder} on this machine: opening the file fails${others}`
    const severity = opening.length > 0 ? 'error' : 'hint'
    return finding(severity, places('handler', name, 'filename'), message, 'make it before configuring')
  })
}

/**
 * The letters that stand behind a backslash in Python, JSON and YAML, by the character that the two make: such a
 * character in a path was meant as the first letter of a folder's name.
 */
const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
}

/** Paths that were written for Windows: `'logs\new.log'` has a line feed in it, and elsewhere a backslash is a letter. */
function checkBackslashes(files: readonly Named[], places: Places): Finding[] {
  return files.flatMap(([name, { baseFilename = '' }]) => {
    const path = relative(process.cwd(), baseFilename)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being looked for
    const [control] = /[\x00-\x1f]/.exec(path) ?? []
    const isLetter = sep === '/' && path.includes('\\')
    if (control === undefined && !isLetter) return []
    const meant = path
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being looked for
      .replaceAll(/[\x00-\x1f]/g, (each) => `/${ESCAPES[each] ?? each.charCodeAt(0).toString(8)}`)
      .replaceAll('\\', '/')
    const message =
      control === undefined
        ? `${JSON.stringify(path)} is the name of one file here: a backslash is a letter of it`
        : `the name has a control character: ${JSON.stringify(path)}`
    const place = places('handler', name, 'filename')
    return [finding('warning', place, message, `write ${JSON.stringify(meant)}, which Windows takes, too`)]
  })
}

/** Two handlers that rotate one file rotate it by two rules, and one that only writes it keeps the old file open. */
function checkSharing(files: readonly Named[], places: Places): Finding[] {
  return grouped(files, ({ baseFilename = '' }) => spelling(baseFilename)).flatMap(([, sharing]) => {
    const rotating = sharing.find(([, { backupCount }]) => backupCount !== undefined)
    const other = sharing.find((each) => each !== rotating)
    if (rotating === undefined || other === undefined) return []
    const message = `rotates the file that the handler ${JSON.stringify(other[0])} writes, too`
    return [finding('warning', places('handler', rotating[0], 'filename'), message, 'let one handler write it')]
  })
}

/** Windows and macOS find a file in whatever letters its name is written. */
function spelling(path: string): string {
  return process.platform === 'win32' || process.platform === 'darwin' ? path.toLowerCase() : path
}

function grouped(files: readonly Named[], keyOf: (handler: FileShown) => string): [key: string, files: Named[]][] {
  const groups = new Map<string, Named[]>()
  for (const each of files) {
    const key = keyOf(each[1])
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups]
}
