/**
 * The sections of a page whose code is run: `{ title, python, ts, needs, text }`.
 *
 * A block says what it needs beside this project and a CPython after its language: "```python pytest", "```ts vitest".
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../../..')
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc')
const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')
const COMPILER_OPTIONS = {
  strict: true,
  noImplicitOverride: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  target: 'es2023',
  module: 'nodenext',
  types: ['node'],
  experimentalDecorators: true,
  skipLibCheck: true,
  outDir: 'out',
  rootDir: '.',
}

/** @returns The sections of a Markdown page that have TypeScript, in their order. */
export function sectionsOf(page) {
  const sections = page.split(/^#{2,3} /m).slice(1)
  return sections.map(sectionOf).filter(({ ts }) => ts !== undefined)
}

function sectionOf(section) {
  const [title] = section.split('\n', 1)
  const blocks = [...section.matchAll(/^```(\w+) ?([\w-]*)\n([\s\S]*?)^```$/gm)]
  const of = (wanted) => blocks.find(([, language]) => language === wanted) ?? []
  const [, , module, python] = of('python')
  const [, , runner, ts] = of('ts')
  return { title, python, module, ts, runner, text: of('text')[3] }
}

/** A folder in which programs can import this project's packages and those of an example. */
export class Workshop {
  folder = mkdtempSync(join(tmpdir(), 'pylogging-porting-'))

  /** @param modules - The folders whose node_modules can be imported from, the first that has a package counts. */
  constructor(modules) {
    for (const name of modules.flatMap(packagesIn)) {
      const link = join(this.folder, 'node_modules', name.path)
      mkdirSync(dirname(link), { recursive: true })
      if (!existsSync(link)) symlinkSync(join(name.folder, name.path), link)
    }
    writeFileSync(join(this.folder, 'package.json'), '{ "type": "module" }\n')
  }

  /** @returns Whether vitest is content with a program that was compiled; else throws what it says. */
  test(name) {
    const config = join(this.folder, 'vitest.config.mjs')
    writeFileSync(config, `export default { test: { include: ['out/*.js'] } }`)
    execFileSync(process.execPath, [VITEST, 'run', name], { cwd: this.folder, encoding: 'utf8' })
  }

  /** @returns What the compiler says of programs, strictly; nothing when all is well. Their JavaScript is in `out`. */
  compile(programs) {
    for (const [name, text] of Object.entries(programs)) writeFileSync(join(this.folder, `${name}.ts`), text)
    const files = Object.keys(programs).map((name) => `${name}.ts`)
    writeFileSync(join(this.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files }))
    return spawnSync(process.execPath, [TSC, '-p', '.'], { cwd: this.folder, encoding: 'utf8' }).stdout
  }

  /** Runs a command in an empty folder. @returns What it printed on both streams, and the files that it left by name. */
  run(name, command, args, env = process.env) {
    const folder = join(this.folder, 'runs', name)
    mkdirSync(folder, { recursive: true })
    const output = execFileSync('sh', ['-c', 'exec "$0" "$@" 2>&1', command, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' },
    })
    const names = readdirSync(folder).sort()
    const files = Object.fromEntries(names.map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
    return { output: withoutAccidents(output), files }
  }

  remove() {
    rmSync(this.folder, { recursive: true })
  }
}

/** The packages of a folder's node_modules, each of a scope by itself. */
function packagesIn(example) {
  const folder = join(ROOT, example, 'node_modules')
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'))
  const paths = names.flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(folder, name)).map((part) => join(name, part)) : name,
  )
  return paths.map((path) => ({ folder, path }))
}

/** Tracebacks without their frames, the lines that begin with two spaces, and no process ids. */
function withoutAccidents(output) {
  return output.replace(/^ {2}.*\n/gm, '').replace(/\[\d+\] \[/g, '[PID] [')
}
