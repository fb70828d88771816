/** Runs a fixture in a node of its own. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** @returns What it wrote on stdout, read as JSON. */
export function run(file, flags = []) {
  const path = file instanceof URL ? fileURLToPath(file) : file
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } }
  return JSON.parse(execFileSync(process.execPath, [...flags, path], options))
}
