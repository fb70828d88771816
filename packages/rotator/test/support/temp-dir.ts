/** A folder of its own for every test, removed at its end. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export function tempDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rotator-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The folder's whole content, hidden files too: name and text of each file; a folder's text is undefined. */
export function filesIn(folder: string): Record<string, string | undefined> {
  const entries = readdirSync(folder)
    .sort()
    .map((name) => [name, textOf(join(folder, name))] as const)
  return Object.fromEntries(entries)
}

function textOf(path: string): string | undefined {
  return statSync(path).isDirectory() ? undefined : readFileSync(path, 'utf8')
}
