/** What can be said of the files that the handlers of a configuration write: folders that are missing, files of two handlers. */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
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
  // What a placeholder stands for is not known.
  const files = [...handlers].filter(([, handler]) => {
    const { baseFilename } = handler as FileShown
    return baseFilename !== undefined && unexpanded(baseFilename) === undefined
  }) as Named[]
  return [...checkFolders(files, places), ...checkSharing(files, places)]
}

/** Once for each folder, however many files are in it. With `delay` the first record fails, and not the configuration. */
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

/** Two handlers that rotate one file rotate it by two rules, and one that only writes it keeps the old file open. */
function checkSharing(files: readonly Named[], places: Places): Finding[] {
  return grouped(files, ({ baseFilename = '' }) => baseFilename).flatMap(([, sharing]) => {
    const rotating = sharing.find(([, { backupCount }]) => backupCount !== undefined)
    const other = sharing.find((each) => each !== rotating)
    if (rotating === undefined || other === undefined) return []
    const message = `rotates the file that the handler ${JSON.stringify(other[0])} writes, too`
    return [finding('warning', places('handler', rotating[0], 'filename'), message, 'let one handler write it')]
  })
}

function grouped(files: readonly Named[], keyOf: (handler: FileShown) => string): [key: string, files: Named[]][] {
  const groups = new Map<string, Named[]>()
  for (const each of files) {
    const key = keyOf(each[1])
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...groups]
}
