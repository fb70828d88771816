/**
 * Debian's packages, downloaded and unpacked into a folder of their own; nothing is installed.
 *
 * What was unpacked is kept in node_modules for the next run.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * @param name - Of the folder, and of the first package in a sentence.
 * @returns Where they are unpacked, or a sentence that says why they are not.
 */
export function unpacked(name, packages) {
  const place = fileURLToPath(new URL(`../../../node_modules/.cache/pylogging-${name}`, import.meta.url))
  if (existsSync(place)) return { root: place }
  if (process.platform !== 'linux') return { why: `${name} is taken from Debian packages` }
  const folder = `${place}.${process.pid}`
  mkdirSync(join(folder, 'root'), { recursive: true })
  try {
    const { status } = spawnSync('apt-get', ['download', ...packages], { cwd: folder, timeout: 30_000 })
    if (status !== 0) return { why: `apt-get download ${name} fails here` }
    for (const each of readdirSync(folder).filter((file) => file.endsWith('.deb'))) {
      if (spawnSync('dpkg', ['-x', each, 'root'], { cwd: folder }).status !== 0) return { why: 'dpkg -x fails here' }
    }
    renameSync(join(folder, 'root'), place)
    return { root: place }
  } catch {
    return existsSync(place) ? { root: place } : { why: 'Debian packages cannot be unpacked here' }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
