/**
 * The hidden names that a rotation uses for a moment.
 *
 *   .app.log.4711-k3j9x0ab.m1x2c3-6.new       a new base that does not have its owner and permissions yet
 *   .app.log.4711-k3j9x0ab.m1x2c3-7.claim     a second name of the file that is about to be rotated
 *   .app.log.4711-k3j9x0ab.m1x2c3-8.old       what had the base's name, or was taken from a backup's, a moment ago
 *   .app.log.4711-k3j9x0ab.m1x2c3-9.gone-f_4  a backup that is one too many, if it is the file f_4 (backup-chain.ts)
 *   .app.log.4711-k3j9x0ab.m1x2c3-9.kept-2s   the file, 100 bytes long, that a user's function rotates (rotate-by-hook.ts)
 *   .app.log.4711-k3j9x0ab.m1x2c3-a.gz-f_4    a compressed copy of the file f_4 in the making (compress.ts, as the next)
 *   .app.log.4711-k3j9x0ab.m1x2c3-b.seal-2    a backup, once number 2, that is about to be dropped for its copy
 *
 * A name is never used twice, not even by two processes with one number in two containers: renaming onto a name that
 * exists would destroy what it led to. `f_4` stands for `identityOf` (file-identity.ts).
 */
import { basename, dirname, join } from 'node:path'
import { environment } from '../world/environment.js'

/** The end of a compressed backup's name. */
export const COMPRESSED = '.gz'

const UNIQUE = /^\d+(?:t\d+)?-[a-z0-9]+\.[a-z0-9]+-[a-z0-9]+$/
const KIND = /\.(new|claim|(?:old|gone-[a-z0-9_]+)(?:\.gz)?|(?:gz|seal|kept)-[a-z0-9_]+)$/
/** Bytes of a base's name that a hidden name repeats; most file systems allow 255 for all of it. */
const LONGEST_PREFIX = 150
let counter = 0

export type Kind =
  | 'new'
  | 'claim'
  | 'old'
  | 'old.gz'
  | `gone-${string}`
  | `kept-${string}`
  | `gz-${string}`
  | `seal-${string}`

/** '.gz' of a compressed backup's name, '' of another's. */
export function endingOf(name: string): '' | typeof COMPRESSED {
  return name.endsWith(COMPRESSED) ? COMPRESSED : ''
}

/**
 * Returns the kind of the name that a file gets when it is moved out of the way: it keeps its ending, by which it gets
 * an official name again.
 */
export function oldKind(path: string): Kind {
  return `old${endingOf(path)}`
}

/** A hidden name in the base's folder that nobody ever had. */
export function temporaryName(base: string, kind: Kind): string {
  const unique = `${environment.writerId()}.${Math.floor(environment.now()).toString(36)}-${(counter++).toString(36)}`
  return join(dirname(base), `${prefixOf(base)}${unique}.${kind}`)
}

/** Returns the purpose of a hidden name, such as 'claim'; undefined for a name that is not one of ours. */
export function kindOf(name: string): string | undefined {
  return KIND.exec(name)?.[1]
}

/** The hidden names of this file's rotations, as absolute paths. @param fileNames - The folder's content. */
export function listLeftovers(base: string, fileNames: readonly string[]): string[] {
  return hiddenNames(base, fileNames, (kind) => !/^(?:gz|seal)-/.test(kind))
}

/** The hidden names of this file's compressions. */
export function listCompressions(base: string, fileNames: readonly string[], kind: 'gz' | 'seal'): string[] {
  return hiddenNames(base, fileNames, (found) => found.startsWith(`${kind}-`))
}

function hiddenNames(base: string, fileNames: readonly string[], isWanted: (kind: string) => boolean): string[] {
  const prefix = prefixOf(base)
  const isOurs = (name: string) => {
    const kind = name.startsWith(prefix) ? kindOf(name) : undefined
    return kind !== undefined && isWanted(kind) && UNIQUE.test(name.slice(prefix.length, -kind.length - 1))
  }
  return fileNames.filter(isOurs).map((name) => join(dirname(base), name))
}

/**
 * Returns the beginning of all hidden names of a base. A long name is cut, and a number made of all of it stands for
 * the rest.
 */
function prefixOf(base: string): string {
  const name = basename(base)
  if (Buffer.byteLength(name) <= LONGEST_PREFIX) return `.${name}.`
  let start = ''
  for (const character of name) {
    if (Buffer.byteLength(start + character) > LONGEST_PREFIX - 20) break
    start += character
  }
  return `.${start}~${digest(name)}.`
}

/** FNV-1a in 64 bits. Two long names of one folder that came to one number would only sweep each other's leftovers. */
function digest(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash.toString(36)
}
