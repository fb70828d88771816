/**
 * Which file of dist a module goes to, so that `import` reads what every program needs and little else.
 *
 *   common.js      what index.ts reaches
 *   braces.js      what it reaches only through the modules of LATE: read at the first call into it
 *
 * V8 reads all of a file before it runs the first line, and a program that writes plain lines to a file runs less than half
 * of the code. What reports failures is never late: one that says that no more files can be opened would be lost.
 */
import { join } from 'node:path'

/** The modules through which all calls into a late file go, by the name of the file. */
export const LATE = {
  'packages/formatter': {
    braces: ['brace/brace-format', 'brace/brace-parser', 'dollar/dollar-format'],
    dates: ['time/time-directives'],
  },
  'packages/rotator': { rotation: ['options/options', 'rotating-file', 'schedule/schedule', 'timed-rotating-file'] },
  'packages/core': {
    'handler-classes': ['module/handler-classes'],
    'code-pages': ['encodings/code-pages'],
    'worker-source': ['transport/worker-source'],
  },
}

/** Files that other entries than index.ts read late, and what is in them. */
export const LATE_OF_ENTRIES = {
  'packages/core': {
    'python-source': /[\\/]core[\\/]src[\\/](python-source|survey|port)[\\/]/,
    'opentelemetry-classes': /[\\/]core[\\/]src[\\/]opentelemetry[\\/]/,
  },
}

/** Files that an entry reads only when it comes to them, by the file that has the code which does. */
export const LATE_IN = {
  'packages/core': { 'configuration.js': ['third-party-classes', 'queues', 'configuration-files'] },
}

/** Small modules that several of the late files need, which would have to read each other for them. */
const ALWAYS = { 'packages/core': ['ground/advice', 'queues/errors'] }

/** What is carried along of other packages: a file of its own, minified, for nobody reads it in a stack trace. */
export const BUNDLED = { 'packages/core': { 'python-parser': /[\\/]@lezer[\\/]/ } }

/** Files that only the command reads, minified: functions and classes keep their names, which a stack shows, variables do not. */
export const TIGHT = { 'packages/core': ['cli', 'python-source'] }

/** Files that are minified: they run where a program is built, and never in it. */
export const MINIFIED = { 'packages/formatter': ['marking'] }

/** Packages that are carried along: only a command needs them, and it must work without further installs. */
export function isBundled(id) {
  return id.startsWith('@lezer/')
}

const THIRD_PARTY = /[\\/]third-party[\\/]/
/** What only reads files: a configuration that is an object needs none of it. */
const CONFIGURATION_FILES =
  /[\\/]core[\\/]src[\\/](config[\\/](config-source|file-configurator|file-expressions|filled-parser|json|placeholders|read-config|toml|yaml[\w-]*)|python[\\/](decode|python-literal|literal-[\w-]+))\.ts$/
const CONFIGURATION = /[\\/]core[\\/]src[\\/](config|python)[\\/]/

/**
 * @returns For rolldown: its option `codeSplitting`, and the plugin that tells this what imports what. A module in none of
 * the groups stays with the one entry that needs it.
 */
export function chunksOf(folder) {
  const imports = new Map()
  let files = null
  const fileOf = (id) => {
    files ??= filesOf(folder, imports)
    return files.get(id) ?? null
  }
  const groups = [
    { name: fileOf, debugName: 'reached from index', priority: 3 },
    ...Object.entries({ ...LATE_OF_ENTRIES[folder], ...BUNDLED[folder] }).map(([name, test]) => ({
      name,
      test,
      priority: 3,
    })),
    { name: 'third-party-classes', test: THIRD_PARTY, priority: 2 },
    {
      name: 'configuration-files',
      test: (id) => folder === 'packages/core' && CONFIGURATION_FILES.test(id),
      priority: 3,
    },
    { name: 'configuration', test: CONFIGURATION, priority: 1 },
    { name: folder === 'packages/formatter' ? 'marking' : 'queues', minShareCount: 2 },
  ]
  const plugin = {
    name: 'imports',
    buildEnd() {
      for (const id of this.getModuleIds()) imports.set(id, this.getModuleInfo(id)?.importedIds ?? [])
    },
  }
  return { plugin, codeSplitting: { groups, includeDependenciesRecursively: false } }
}

/** What index.ts reaches, by module. A module that two late files need is in common.js. */
function filesOf(folder, imports) {
  const moduleOf = (name) => join(process.cwd(), folder, 'src', `${name}.ts`)
  const late = Object.entries(LATE[folder]).flatMap(([file, names]) => names.map((name) => [moduleOf(name), file]))
  const doors = new Set(late.map(([module]) => module))

  const early = reached(moduleOf('index'), imports, doors)
  early.delete(moduleOf('index'))
  for (const name of ALWAYS[folder] ?? []) early.add(moduleOf(name))
  const files = new Map([...early].map((id) => [id, 'common']))
  for (const [door, file] of late) {
    const borders = new Set([...early, ...[...doors].filter((each) => each !== door)])
    for (const id of reached(door, imports, borders)) files.set(id, (files.get(id) ?? file) === file ? file : 'common')
  }
  return files
}

function reached(start, imports, borders) {
  const found = new Set()
  const visit = (id) => {
    if (found.has(id) || borders.has(id) || !imports.has(id)) return
    found.add(id)
    for (const next of imports.get(id)) visit(next)
  }
  visit(start)
  return found
}
