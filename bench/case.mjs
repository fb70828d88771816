/** Runs one case in a process of its own: its program answers on descriptor 3, or on stdout. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * @param node - The path of a Node.
 * @param bench - The folder of the programs: this one, or that of another revision.
 * @returns Null is what cannot be measured here, and a run that was void, which fails the whole.
 */
export function measure(node, bench, { name, program, args }) {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-bench-'))
  const stdio = ['ignore', 'pipe', 'pipe', 'pipe']
  try {
    const given = ['--expose-gc', join(bench, `${program}.mjs`), ...args.map(String), folder]
    const { status, output } = spawnSync(node, given, { encoding: 'utf8', stdio })
    if (status === 0) return JSON.parse(output[3] || output[1])
    process.exitCode = 1
    console.error(
      `void: ${program} ${args.join(' ')} (${name}): ${output[2].trim().split('\n').slice(0, 8).join('\n')}`,
    )
    return null
  } finally {
    rmSync(folder, { recursive: true })
  }
}
