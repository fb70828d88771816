/**
 * `pnpm bench`: runs each case in processes of its own, in rounds, and prints the median with its spread
 * and the ratio to the floor of its group. These ratios, not the nanoseconds, are what is comparable between machines.
 *
 *   pnpm bench                   three rounds, about a quarter of an hour
 *   pnpm bench --rounds 1        quickly
 *   pnpm bench --only JSON,off   the groups with one of these in their title
 *   pnpm bench --write           also writes bench/RESULTS.md
 *   pnpm bench --plot            also draws bench/results.svg, and bench/growth.svg where the groups of growth ran
 *   pnpm bench --against REV     only our own cases, as ratios to what they cost in another revision
 *   pnpm bench --node PATH       another Node for what is measured
 *   pnpm bench --nodes 22,24,26  also the main ratios under these versions, fetched by npm, or under paths
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, type } from 'node:os'
import { fileURLToPath } from 'node:url'
import { findPython } from '../scripts/python.mjs'
import { against } from './against.mjs'
import { measure } from './case.mjs'
import { GROUPS } from './groups.mjs'
import { whoIsAhead } from './head.mjs'
import { nodesOf } from './nodes.mjs'
import { plot } from './plot.mjs'
import { plotGrowth } from './plot-growth.mjs'
import { middle, perCall, perNode } from './tables.mjs'

const rounds = Number(argument('--rounds') ?? 3)
const only = (argument('--only') ?? '').split(',')
const [usual] = nodesOf(argument('--node') ?? process.execPath)
const others = nodesOf(argument('--nodes') ?? '')
const groups = GROUPS.filter(({ title }) => only.some((part) => title.includes(part)))
const mainGroups = others.length === 0 ? [] : groups.filter(({ isMain }) => isMain)
/** How busy the machine was before. */
const load = loadavg()[0].toFixed(1)

const HERE = fileURLToPath(new URL('.', import.meta.url))
const revision = argument('--against')
if (revision !== undefined) {
  console.log(against(revision, { node: usual.path, groups, rounds }).join('\n'))
  process.exit()
}

const results = new Map()
for (let round = 0; round < rounds; round += 1) {
  for (const group of groups) {
    if (round < (group.rounds ?? rounds)) for (const each of group.cases) note(usual, group, each)
  }
  for (const group of mainGroups) {
    for (const each of mainCases(group)) for (const node of others) note(node, group, each)
  }
}
const text = report()
console.log(text)
if (process.argv.includes('--write')) writeFileSync(new URL('RESULTS.md', import.meta.url), text)
if (process.argv.includes('--plot')) draw()

/** Null is what cannot be measured here, CPython where there is none, and a run that was void, which fails the whole. */
function note(node, group, each) {
  const result = measure(node.path, HERE, each)
  if (result !== null) results.set(keyOf(node, group, each), [...measuredOf(node, group, each), result])
}

function measuredOf(node, group, each) {
  return results.get(keyOf(node, group, each)) ?? []
}

function keyOf({ version }, { title }, { name }) {
  return `${version} ${title}: ${name}`
}

function report() {
  const lines = ['# Results', '', ...whoIsAhead(panelsOf(({ isRace }) => isRace)), ...conditions(), '']
  for (const group of groups) {
    const rows = rowsOf(group)
    if (rows[0]?.name !== group.cases[0].name) continue
    lines.push(`## ${group.title}`, '', ...(group.table ?? perCall)(rows), '')
    if (group.note !== undefined) lines.push(group.note, '')
  }
  if (groups.some(({ axis }) => axis !== undefined)) lines.push('`--plot` draws the groups of growth: growth.svg.', '')
  if (mainGroups.length > 0) lines.push('## other versions of Node', '', ...versionTable(), '')
  return lines.join('\n')
}

function conditions() {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${type()} ${release()}, load ${load} before`
  const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
  const rivals = Object.entries(dependencies).filter(([name]) => !name.startsWith('@pylogging/'))
  const versions = rivals.map(([name, version]) => `${name} ${version}`)
  const python = findPython() === null ? 'no CPython' : 'CPython 3.13'
  return [
    `${machine}; Node ${usual.version}; ${rounds} rounds, each case in a process of its own; medians.`,
    '',
    `${versions.join(', ')}, ${python}.`,
    '',
    'The line is `2026-07-15 14:00:00,123 INFO shop.orders: order 123 of anna`, or JSON with the same contents where it says',
    'so. Each file is read back: a run with a wrong line is void. The time is until the last line is with the kernel;',
    'CPU time includes other threads of the process.',
  ]
}

function rowsOf(group) {
  return group.cases
    .map((each) => ({ name: each.name, measured: measuredOf(usual, group, each) }))
    .filter(({ measured }) => measured.length > 0)
}

/** The floor and ours. */
function mainCases({ cases }) {
  return [cases[0], cases.find(({ args }) => String(args[1]).startsWith('ours/'))]
}

function versionTable() {
  const nodes = [usual, ...others]
  const rows = mainGroups.map((group) => {
    const [floor, ours] = mainCases(group)
    const ratio = (node) => cpuOf(node, group, ours) / cpuOf(node, group, floor)
    return { name: `${group.title}: ${ours.name}`, cells: nodes.map((node) => ratio(node).toFixed(2)) }
  })
  const columns = nodes.map(({ version }) => version)
  return perNode(rows, columns)
}

function cpuOf(node, group, each) {
  const measured = measuredOf(node, group, each)
  return measured.length === 0 ? Number.NaN : middle(measured, 'cpuNs')
}

/** A picture whose groups were not run stays as it is. */
function draw() {
  const panels = [...panelsOf(({ isDrawn }) => isDrawn), ...exitPanels()]
  if (panels.length > 0) writeFileSync(new URL('results.svg', import.meta.url), plot(panels))
  const axes = groups.filter(({ axis }) => axis !== undefined).flatMap(axisOf)
  if (axes.length > 0) writeFileSync(new URL('growth.svg', import.meta.url), plotGrowth(axes))
}

/** CPU time as ratios to the floor. */
function panelsOf(wanted) {
  return groups
    .filter((group) => wanted(group) && rowsOf(group)[0]?.name === group.cases[0].name)
    .map((group) => {
      const rows = rowsOf(group)
      const floor = middle(rows[0].measured, 'cpuNs')
      const bars = rows.map(({ name, measured }) => {
        return { name, value: middle(measured, 'cpuNs') / floor, lost: middle(measured, 'lost') ?? 0 }
      })
      return { title: group.title, bars }
    })
}

function exitPanels() {
  return groups
    .filter(({ isOfExit }) => isOfExit)
    .map((group) => {
      const bars = rowsOf(group).map(({ name, measured }) => ({ name, value: middle(measured, 'lost') }))
      return { title: `${group.title}: missing`, bars, most: 10_000, print: (value) => value.toFixed(0) }
    })
    .filter(({ bars }) => bars.length > 0)
}

function axisOf(group) {
  const series = ['ours', 'bare'].map((kind) => ({
    kind,
    points: group.cases
      .filter((each) => each.kind === kind && measuredOf(usual, group, each).length > 0)
      .map((each) => {
        const measured = measuredOf(usual, group, each)
        return { x: each.x, wallNs: middle(measured, 'wallNs'), cpuNs: middle(measured, 'cpuNs') }
      }),
  }))
  return series.every(({ points }) => points.length > 0) ? [{ title: group.axis, series }] : []
}

function argument(name) {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}
