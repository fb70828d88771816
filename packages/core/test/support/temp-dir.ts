/** A folder of its own for a test, removed at its end. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export function tempDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'core-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
