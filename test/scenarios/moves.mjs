/** What rotated files are called, and how they are moved. */
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'

export function addExtension(name) {
  return `${name}.old`
}

export function upperCaseCopy(source, dest) {
  writeFileSync(dest, readFileSync(source, 'utf8').toUpperCase())
  unlinkSync(source)
}
