/**
 * Ports files one by one: what one of them has is told, and the others go on.
 */
import { writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { moduleName } from '../python-source/evaluator.js'
import { readSource } from '../survey/python-files.js'
import { portFile } from './port-file.js'

export interface PortedFile {
  readonly path: string
  readonly text?: string
  /** The file that was made. */
  readonly written?: string
  readonly error?: string
}

export function port(
  paths: readonly string[],
  { lazy, write }: { readonly lazy: boolean; readonly write: boolean },
): PortedFile[] {
  return paths.map((path) => {
    const source = readSource(path)
    if ('error' in source) return { path, error: source.error }
    try {
      const text = portFile(source.text, { path: basename(path), moduleName: moduleName(resolve(path)), lazy })
      if (!write) return { path, text }
      const written = `${path.replace(/\.pyw?$/, '')}.ts`
      // The flag makes it fail where something has the name.
      writeFileSync(written, text, { flag: 'wx' })
      return { path, written }
    } catch (error) {
      return { path, error: (error as Error).message }
    }
  })
}
