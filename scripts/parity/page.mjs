/**
 * The page docs/parity.md, from the names and their states.
 */
import { SINCE_3_13 } from './remarks.mjs'

const MODULES = ['logging', 'logging.handlers', 'logging.config']
const STATES = ['works', 'departs', 'not here', 'planned', 'missing']

export function pageOf(names) {
  const sections = MODULES.flatMap((module) =>
    sectionOf(
      module,
      names.filter((each) => moduleOf(each.name) === module),
    ),
  )
  return `${[INTRODUCTION, summary(names), SINCE, table(['option', 'since', 'here'], SINCE_3_13.map(withCode)), ...sections].join('\n\n')}\n`
}

const INTRODUCTION = `# Name by name

Every public name of \`logging\`, \`logging.handlers\` and \`logging.config\`, as CPython 3.13 has them: what a program may
import, call, read or set. Written by \`node scripts/parity.mjs\`; a test fails when a name is missing or the page is old.

- **works**: it is here, and does what CPython's does.
- **departs**: it is here, and does something else; [differences.md](differences.md) has the reasons in full.
- **not here**: with the reason.

The figures say what was compared. Vectors are inputs with CPython's answer that ask for just this; scenarios are whole
programs, played by CPython and by us, in which the name takes part; tests, whether tests of ours name it. What a class
inherits stands under the class it comes from.`

const SINCE = `## Since 3.13

Up to 3.15.0rc1 no public name was added. Options and texts were:`

function withCode([option, ...rest]) {
  return [`\`${option}\``, ...rest]
}

function summary(names) {
  const rows = MODULES.map((module) => {
    const own = names.filter(({ name }) => moduleOf(name) === module)
    return [`\`${module}\``, own.length, ...counted(own)]
  })
  const shown = ['module', 'names', ...STATES.filter((state) => names.some((each) => each.state === state))]
  return table(shown, [...rows, ['all', names.length, ...counted(names)]])

  function counted(own) {
    const used = STATES.filter((state) => names.some((each) => each.state === state))
    return used.map((state) => own.filter((each) => each.state === state).length)
  }
}

function sectionOf(module, names) {
  const classes = names.filter(({ kind }) => kind === 'class')
  const ofModule = names.filter(({ name, kind }) => kind !== 'class' && shortOf(module, name).split('.').length === 1)
  return [
    `## ${module}`,
    nameTable(module, ofModule),
    ...classes.flatMap((each) => [
      `### ${shortOf(module, each.name)}`,
      nameTable(module, [each, ...names.filter(({ name }) => name.startsWith(`${each.name}.`))]),
    ]),
  ].filter((part) => part !== '')
}

function nameTable(module, names) {
  if (names.length === 0) return ''
  const rows = names.map(({ name, signature = '', state, remark, vectors, scenarios, tests }) => [
    `\`${shortOf(module, name)}${signature}\``,
    state === 'missing' ? '**missing**' : state,
    vectors || '',
    scenarios || '',
    tests ? 'yes' : '',
    remark,
  ])
  return table(['name', 'here', 'vectors', 'scenarios', 'tests', 'remark'], rows)
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function moduleOf(name) {
  return MODULES.findLast((module) => name.startsWith(`${module}.`))
}

function shortOf(module, name) {
  return name.slice(module.length + 1)
}
