/**
 * The files that are this package's own: wherever their frames stand, they are no callers of a log call.
 *
 *   StyleAdapter.log        of the program, level 1
 *   LoggerAdapter.warning   ours, not counted
 *   main                    of the program, level 2
 *
 * A bundler may have put everything into one file, or beside the program's. Then no file is ours alone, and our frames
 * count; the nearest caller is still found, because it is looked for above the method that was called.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, _is_internal_frame.
 */
import { onePerProcess } from '../ground/one-per-process.js'
import { toPath } from './stack-text.js'

/** The file that tests handlers makes log calls as a program does. */
const TESTING = /^testing\b/

/** The folders of the packages, shared because a call of one copy of the package may nest in a call of another. */
const folders = onePerProcess<Set<string>>('ownFolders', () => new Set())

const FOLDER = /^.*[\\/](?:src[\\/]|dist[\\/](?=common\.c?js$))/s

/**
 * Takes the frames of this package and of the one above it, from now on, for no callers.
 *
 * @param file - A file of the package above; only unbundled do the two stand in different folders.
 * @internal For @pylogging/core.
 */
export function skipOwnFiles(file: string | null): void {
  const [above, own] = [file, typeof __filename === 'string' ? __filename : null].map((name) => folderOf(name))
  if (above === own || above === undefined || own === undefined) return
  folders.add(above)
  folders.add(own)
}

function folderOf(file: string | null): string | undefined {
  return file === null ? undefined : FOLDER.exec(file)?.[0]
}

export function isOwnFile(file: string): boolean {
  const path = toPath(file)
  for (const folder of folders) if (path.startsWith(folder)) return !TESTING.test(path.slice(folder.length))
  return false
}
