/**
 * Which declarations no entry leads to: they are those of the inside, and are not packed. A third of them are.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** @returns The paths of the declarations in `dist` that a user's TypeScript never reads, in order. */
export function unseen(dist, entries) {
  const seen = new Set()
  for (const { entry, face } of entries) {
    for (const file of [`${entry}.d.ts`, `${face}.d.mts`]) follow(join(dist, file), seen)
  }
  return readdirSync(dist, { recursive: true })
    .filter((name) => /\.d\.m?ts$/.test(name) && !seen.has(join(dist, name)))
    .map((name) => name.replaceAll('\\', '/'))
    .sort()
}

function follow(file, seen) {
  if (seen.has(file) || !existsSync(file)) return
  seen.add(file)
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/['"](\.\.?\/[^'"]+)\.m?js['"]/g)) {
    const found = join(dirname(file), path)
    follow(`${found}.d.ts`, seen)
    follow(`${found}.d.mts`, seen)
  }
}
