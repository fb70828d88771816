/**
 * `pnpm bench --against REV`: builds another revision beside this one and prints what our own cases cost now, as ratios to
 * what they cost there. Below 1 is faster now.
 *
 * The programs are those of this revision, so that both do the same work. The two take turns, and every other round in the
 * other order, so that a machine that is busy for a while is busy for both.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measure } from './case.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PNPM = 'pnpm@12.21.0'

/** @returns The lines of a report. */
export function against(revision, { node, groups, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-against-'))
  try {
    const there = buildAt(revision, folder)
    return groups.flatMap((group) => tableOf(group, (each) => ratiosOf(each, { node, there, rounds })))
  } finally {
    spawnSync('git', ['worktree', 'remove', '--force', folder], { cwd: ROOT })
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns The folder of the revision's programs, which are this one's. */
function buildAt(revision, folder) {
  command('git', ['worktree', 'add', '--detach', '--force', folder, revision], ROOT)
  command('npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--silent'], folder)
  command(process.execPath, ['scripts/build.mjs'], folder)
  const there = join(folder, 'bench')
  const isProgram = (path) => !path.includes('node_modules') && !path.endsWith('package.json')
  cpSync(HERE, there, { recursive: true, filter: (path) => isProgram(path.slice(HERE.length)) })
  return there
}

function command(name, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(name, args, {
    cwd,
    encoding: 'utf8',
    shell: name === 'npx' && process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${error ?? stderr + stdout}`)
}

function tableOf({ title, cases }, ratios) {
  const rows = cases.filter(isOurs).map((each) => {
    const found = ratios(each).sort((a, b) => a - b)
    const middle = found[Math.floor(found.length / 2)]
    if (middle === undefined) return `| ${each.name} | not measured | |`
    return `| ${each.name} | ${middle.toFixed(2)} | ${found[0].toFixed(2)} to ${found.at(-1).toFixed(2)} |`
  })
  if (rows.length === 0) return []
  return [`## ${title}`, '', '| case | CPU, × there | min to max |', '|---|---:|---:|', ...rows, '']
}

/** What others' code costs is the same in both. */
function isOurs({ name, program, args }) {
  if (program === 'rival' || program === 'rotation') return String(args[1]).startsWith('ours')
  if (program === 'short') return name.startsWith('@pylogging/')
  return (
    program !== 'installed' && !/^CPython|^bare |bare writeSync|by hand|template literal|captureStackTrace/.test(name)
  )
}

/** One of each round in which both could be measured. */
function ratiosOf(each, { node, there, rounds }) {
  const found = []
  for (let round = 0; round < rounds; round += 1) {
    const [first, second] = round % 2 === 0 ? [there, HERE] : [HERE, there]
    const results = new Map([first, second].map((bench) => [bench, measure(node, bench, each)?.cpuNs]))
    const ratio = results.get(HERE) / results.get(there)
    if (Number.isFinite(ratio)) found.push(ratio)
  }
  return found
}
