/**
 * The Python files of a tree, in a fixed order.
 *
 * Links to folders are not followed, so no ring is walked; folders of environments, caches and hidden ones are left out
 * unless they are asked for by name.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { osError } from '../ground/errors.js'
import { sourceText } from '../python-source/source-text.js'

const LEFT_OUT = /^(\..*|__pycache__|node_modules|site-packages|dist-packages)$/
const PYTHON = /\.pyw?$/
const MAX_BYTES = 5_000_000

/** @param exclude - Names of files and folders that are left out. @throws OSError for a path that is not there. */
export function* pythonFiles(paths: readonly string[], exclude: ReadonlySet<string>): Generator<string> {
  const seen = new Set<string>()
  for (const path of paths) {
    const found = statOf(path)
    if (found.isDirectory()) yield* inFolder(path, exclude, seen)
    else if (isNew(path, seen)) yield path
  }
}

function statOf(path: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(path)
  } catch (error) {
    throw osError(error)
  }
}

function* inFolder(folder: string, exclude: ReadonlySet<string>, seen: Set<string>): Generator<string> {
  for (const name of namesIn(folder)) {
    const path = join(folder, name)
    if (exclude.has(name)) continue
    const found = lstatSync(path, { throwIfNoEntry: false })
    if (found?.isDirectory()) {
      const isEnvironment = LEFT_OUT.test(name) || existsSync(join(path, 'pyvenv.cfg'))
      if (!isEnvironment) yield* inFolder(path, exclude, seen)
    } else if (PYTHON.test(name) && isRegular(path) && isNew(path, seen)) yield path
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    // A folder that may not be read has nothing for us.
    return []
  }
}

/** Whether a path is that of a regular file, also behind a link. */
function isRegular(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** A file that two links lead to is read once. */
function isNew(path: string, seen: Set<string>): boolean {
  const real = realpathSync(path)
  if (seen.has(real)) return false
  seen.add(real)
  return true
}

/** The text of a file, or why it is passed over. */
export function readSource(path: string): { readonly text: string } | { readonly error: string } {
  try {
    const found = statSync(path)
    if (!found.isFile()) return { error: 'it is no regular file' }
    if (found.size > MAX_BYTES) return { error: `it is larger than ${MAX_BYTES} bytes` }
    const bytes = readFileSync(path)
    if (bytes.subarray(0, 8000).includes(0)) return { error: 'it is binary' }
    return { text: sourceText(bytes) }
  } catch (error) {
    return { error: (error as Error).message }
  }
}
