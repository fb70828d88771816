/**
 * docs/api says what the sources say today, of every name that can be imported.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '../..')
const pages = new Map(
  readdirSync(join(ROOT, 'docs/api')).map((name) => [name, readFileSync(join(ROOT, 'docs/api', name), 'utf8')]),
)
const exportedNames = JSON.parse(readFileSync(join(ROOT, 'test/package/exported-names.json'), 'utf8'))

test('docs/api is what scripts/api.mjs writes today, and nothing public is without a docstring', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/api.mjs'), '--check'], {
    encoding: 'utf8',
  })

  assert.equal(status, 0, `${stderr}run node scripts/api.mjs and look at what changed`)
})

/** What one package exports for another, by the docstring of its declaration. */
const SOURCES = ['formatter', 'rotator', 'core'].map((name) => join(ROOT, 'packages', name, 'src'))
const internal = new Set(
  SOURCES.flatMap((folder) => {
    const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts'))
    return names.map((name) => readFileSync(join(folder, name), 'utf8'))
  })
    .flatMap((text) => [
      ...text.matchAll(/@internal(?:(?!\*\/)[\s\S])*\*\/\nexport (?:const|function|class|let) (\w+)/g),
    ])
    .map(([, name]) => name),
)

for (const [entry, names] of Object.entries(exportedNames)) {
  test(`each name that ${entry} exports is on its page, unless it is internal`, () => {
    const page = pages.get(`${entry.replace('@pylogging/', '').replace('/', '-')}.md`)
    const isThere = (name) => page.includes(`\n### ${name}\n`) || page.includes(`\n- \`${name}`)

    assert.deepEqual(
      names
        .map((name) => (name === 'default' ? 'default export' : name))
        .filter((name) => isThere(name) === internal.has(name)),
      [],
    )
  })
}

test('each link of docs/api leads to a heading', () => {
  const headings = new Set([...pages].flatMap(([name, page]) => anchorsOf(page).map((anchor) => `${name}#${anchor}`)))
  const links = [...pages].flatMap(([name, page]) =>
    [...page.matchAll(/\]\(([\w-]+\.md)?#([\w-]+)\)/g)].map(([, file = name, anchor]) => `${file}#${anchor}`),
  )

  assert.deepEqual(
    links.filter((link) => !headings.has(link)),
    [],
  )
  assert.ok(links.length > 500)
})

/** As GitHub makes them: a heading that is there already gets a number. */
function anchorsOf(page) {
  const slugs = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  )
  return slugs.map((slug, index) => {
    const before = slugs.slice(0, index).filter((other) => other === slug).length
    return before === 0 ? slug : `${slug}-${before}`
  })
}
