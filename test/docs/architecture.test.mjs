/**
 * What docs/architecture.md names is there, and links between the documents lead to a file and a heading.
 */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, it, test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (file) => readFileSync(join(ROOT, file), 'utf8')
const page = read('docs/architecture.md')
const packages = readdirSync(join(ROOT, 'packages'))
const { scripts } = JSON.parse(read('package.json'))

/** `core/model/logger.ts` is packages/core/src/model/logger.ts; `core/queues` is a room, as is the `cli` of a list. */
const SOURCE = new RegExp(`(?<![\\w/.-])(${packages.join('|')})/([\\w-]+(?:/[\\w-]+)*(?:\\.ts)?)`, 'g')
const OUTSIDE =
  /(?<![\w/.-])((?:packages|test|bench|scripts|conformance|examples|demo|docs|shared)\/[\w.-]+(?:\/[\w.-]+)*)/g
const SUITES = readdirSync(join(ROOT, 'test'))

describe('docs/architecture.md', () => {
  it('names sources that are there', () => {
    const named = [...page.matchAll(SOURCE)].filter(([, , path]) => !path.startsWith('test'))
    const missing = named.filter(([, name, path]) => !existsSync(join(ROOT, 'packages', name, 'src', path)))

    assert.deepEqual(
      missing.map(([path]) => path),
      [],
    )
    assert.ok(new Set(named.map(([path]) => path)).size > 60)
  })

  it('names files and folders outside the packages that are there', () => {
    const named = [...page.matchAll(OUTSIDE)].map(([, path]) => path.replace(/\.$/, ''))

    assert.deepEqual(
      named.filter((path) => !existsSync(join(ROOT, path))),
      [],
    )
    assert.ok(named.length > 20)
  })

  it('names every room of the sources in its drawings or its floors', () => {
    const rooms = packages.flatMap((name) =>
      readdirSync(join(ROOT, 'packages', name, 'src'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `packages/${name}/src/${entry.name}/`),
    )

    assert.deepEqual(
      rooms.filter((room) => !page.includes(room)),
      [],
    )
  })

  it('says of every folder of test/ what is in it', () => {
    assert.deepEqual(
      SUITES.filter((suite) => !page.includes(`test/${suite}`)),
      [],
    )
  })

  it('names commands that there are', () => {
    const commands = [...page.matchAll(/`pnpm ([\w:]+)/g)].map(([, command]) => command)

    assert.deepEqual(
      commands.filter((command) => !(command in scripts)),
      [],
    )
    assert.ok(commands.length > 10)
  })
})

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...packages.map((name) => `packages/${name}/README.md`),
  'docs/api/README.md',
]

for (const document of documents) {
  test(`each link of ${document} leads to a file, and to a heading where it names one`, () => {
    const links = [...read(document).matchAll(/\]\((?!\w+:)([^)\s#]*)(?:#([^)\s]+))?\)/g)]
    const broken = links.filter(([, path, anchor]) => {
      const target = path === '' ? document : relative(ROOT, join(ROOT, dirname(document), path))
      if (!existsSync(join(ROOT, target))) return true
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor)
    })

    assert.deepEqual(
      broken.map(([link]) => link),
      [],
    )
  })
}

/** As GitHub makes them of headings. */
function anchorsOf(text) {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )
}
