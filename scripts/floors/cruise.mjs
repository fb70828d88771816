/**
 * The imports of a package, of types too, held against its floors by dependency-cruiser.
 *
 *   packages/core/src/model/logger.ts imports packages/core/src/handlers/stream.ts, which is not below it
 *   a circle: packages/core/src/a.ts > packages/core/src/b.ts > packages/core/src/a.ts
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'

/** The ESM wrappers are written by scripts/faces.mjs and import nothing but their entries. */
const WRAPPERS = String.raw`\.mts$`

/**
 * @param plan - As in plan.mjs.
 * @param root - The folder that holds the packages.
 * @returns `faults`, one sentence each; `uses`, the rooms that each room imports, by `packages/core/src/model/`.
 */
export async function cruisePackages(plan, root = process.cwd()) {
  const { output } = await cruise(
    Object.keys(plan).map((folder) => `${folder}/src`),
    {
      baseDir: root,
      parser: 'swc',
      tsPreCompilationDeps: true,
      includeOnly: '^packages/[^/]+/src/',
      exclude: WRAPPERS,
      enhancedResolveOptions: { extensions: ['.ts'] },
      validate: true,
      ruleSet: { forbidden: [CIRCLE, ...Object.entries(plan).flatMap(([folder, floors]) => rulesOf(folder, floors))] },
    },
  )
  const rooms = roomsOf(plan)
  const homeless = output.modules.filter(({ source }) => roomOf(source, rooms) === undefined)
  const empty = rooms.filter((room) => !output.modules.some(({ source }) => roomOf(source, rooms) === room))
  const faults = [
    ...output.summary.violations.map(faultOf),
    ...homeless.map(({ source }) => `${source} is in no room of scripts/floors/plan.mjs`),
    ...output.modules
      .filter(({ source }) => HIDDEN.test(readFileSync(join(root, source), 'utf8')))
      .map(({ source }) => {
        return `${source} has an import('./…'), which is not seen here: an import statement is`
      }),
    ...empty.map((room) => `${room} of scripts/floors/plan.mjs has no file`),
  ]
  return { faults: [...new Set(faults)].sort(), uses: usesOf(output.modules, rooms) }
}

/** A type such as `import('./b.js').B`, which dependency-cruiser reads without TypeScript's own parser and so passes over. */
const HIDDEN = /\bimport\(['"]\./

const CIRCLE = { name: 'circle', severity: 'error', from: {}, to: { circular: true } }

/** For each room: nothing of its package but what is in it or below. */
function rulesOf(folder, floors) {
  return floors.flatMap((floor, index) => {
    const below = floors.slice(index + 1).flatMap((lower) => Object.keys(lower))
    return Object.keys(floor).map((room) => ({
      name: `${folder} ${room}`,
      severity: 'error',
      from: { path: pattern(folder, [room]) },
      to: { path: `^${folder}/src/`, pathNot: pattern(folder, [room, ...below]) },
    }))
  })
}

function pattern(folder, rooms) {
  return `^${folder}/src/(${rooms.map((room) => (room.endsWith('/') ? room : `${room.replaceAll('.', '\\.')}$`)).join('|')})`
}

function faultOf({ from, to, cycle, rule }) {
  if (rule.name !== CIRCLE.name) return `${from} imports ${to}, which is not below it`
  const names = cycle.map(({ name }) => name)
  // Each file of a circle reports it: told from the first name on, they are the same sentence.
  const start = names.indexOf([...names].sort()[0])
  const turned = [...names.slice(start), ...names.slice(0, start)]
  return `a circle: ${[...turned, turned[0]].join(' > ')}`
}

function roomsOf(plan) {
  return Object.entries(plan).flatMap(([folder, floors]) =>
    floors.flatMap((floor) => Object.keys(floor).map((room) => join(folder, 'src', room).replaceAll('\\', '/'))),
  )
}

function roomOf(source, rooms) {
  return rooms.find((room) => (room.endsWith('/') ? source.startsWith(room) : source === room))
}

function usesOf(modules, rooms) {
  const uses = new Map(rooms.map((room) => [room, new Set()]))
  for (const { source, dependencies } of modules) {
    const from = roomOf(source, rooms)
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved, rooms)
      if (from !== undefined && to !== undefined && from !== to) uses.get(from).add(to)
    }
  }
  return uses
}
