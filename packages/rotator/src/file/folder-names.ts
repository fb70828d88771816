/**
 * The names in the folder of a file, spelled as that file is.
 *
 *   namesBeside('/logs/app.log')    'app.log', 'app.log.1'    where the folder has App.log and App.log.1, on Windows or macOS
 *
 * There app.log and App.log are one file. Two programs that write it under two spellings make backups of two spellings,
 * and each must see those of the other. The beginning of a file's name tells whose it is, so that is respelled; the
 * path that comes of it leads to the same file.
 */
import { basename, dirname, join } from 'node:path'
import { environment } from '../world/environment.js'
import { isSameFile } from './file-identity.js'
import { stateOf } from './named-file.js'

/** @param path - The file, or a backup of it without its number. @throws Node's error */
export function namesBeside(path: string): string[] {
  const folder = dirname(path)
  const own = basename(path)
  const names = environment.readdir(folder)
  const isOther = (name: string) => respelled(name, own) !== name
  if (!names.some(isOther)) return names
  const known = new Set(names)
  return names.map((name) => {
    const ours = respelled(name, own)
    if (ours === name || known.has(ours)) return name
    return isSameFile(stateOf(join(folder, ours)), stateOf(join(folder, name))) ? ours : name
  })
}

/** A name that begins as `own` does, or as a hidden name of it does, but for the case of its letters. */
function respelled(name: string, own: string): string {
  const start = name.startsWith('.') && !own.startsWith('.') ? `.${own}` : own
  const given = name.slice(0, start.length)
  if (given === start || given.length < start.length || given.toLowerCase() !== start.toLowerCase()) return name
  return `${start}${name.slice(start.length)}`
}
