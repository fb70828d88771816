/**
 * What is in the tarballs: everything a user needs, nothing that is ours alone.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, posix, resolve, sep } from 'node:path'
import { describe } from 'node:test'
import { ENTRIES, PROGRAMS } from '../../../scripts/entries.mjs'
import { registryTest } from '../support/registry.mjs'
import { packAll, packageNames, repository } from '../support/tarballs.mjs'

const DECLARED_AS = [
  [/\.mts$/, '.d.mts'],
  [/\.ts$/, '.d.ts'],
]
const IMPORT = /\b(?:require\(|from |import |import\()["']([^"'\n]+)["']/g

for (const name of packageNames) {
  describe(`the tarball of ${name}`, () => {
    registryTest('holds dist, LICENSE, README.md and package.json', async () => {
      const { folder } = (await packAll())[name]

      assert.deepEqual(readdirSync(folder).sort(), ['LICENSE', 'README.md', 'dist', 'package.json'])
    })

    registryTest('declares in dist what its entries lead to, from sources of today, and nothing else', async () => {
      const { folder } = (await packAll())[name]
      const dist = join(folder, 'dist')
      const sources = filesUnder(join(repository, 'packages', name, 'src')).filter((file) => !file.endsWith('.json'))
      const declared = sources.map((file) => {
        const [ending, made] =
          DECLARED_AS.find(([pattern]) => pattern.test(file)) ?? assert.fail(`src/${file} is no source`)
        return file.replace(ending, made)
      })
      const declarations = filesUnder(dist).filter((file) => /\.d\.m?ts$/.test(file))

      const reached = new Set()
      const visit = (file) => {
        if (reached.has(file)) return
        reached.add(file)
        for (const [, path] of readFileSync(join(dist, file), 'utf8').matchAll(/['"](\.{1,2}\/[^'"]+)\.js['"]/g)) {
          visit(posix.join(posix.dirname(file), `${path}.d.ts`))
        }
      }
      for (const { entry, face } of ENTRIES[`packages/${name}`]) {
        visit(`${entry}.d.ts`)
        visit(`${face}.d.mts`)
      }
      assert.deepEqual(declarations, [...reached].sort())
      assert.deepEqual(
        declarations.filter((file) => !declared.includes(file)),
        [],
      )
    })

    registryTest('holds in dist the code of its entries, what they share, and nothing older or else', async () => {
      const { folder } = (await packAll())[name]
      const code = filesUnder(join(folder, 'dist')).filter((file) => /\.[cm]?js$/.test(file))

      const reached = new Set()
      const visit = (file) => {
        if (reached.has(file)) return
        reached.add(file)
        for (const imported of importsOf(readFileSync(join(folder, 'dist', file), 'utf8'))) {
          if (imported.startsWith('.')) visit(posix.join(posix.dirname(file), imported))
        }
      }
      for (const { entry, face } of ENTRIES[`packages/${name}`]) {
        visit(`${entry}.js`)
        visit(`${face}.mjs`)
      }
      for (const program of PROGRAMS[`packages/${name}`] ?? []) visit(`${program}.js`)
      assert.deepEqual(code, [...reached].sort())
    })

    registryTest('names no path of the machine it was packed on', async () => {
      const { folder } = (await packAll())[name]
      const here = new RegExp(`(?<![\\w.~-])(?:${[repository, homedir(), tmpdir()].map(asPattern).join('|')})[/\\\\]`)

      for (const file of filesUnder(folder)) {
        const found = here.exec(readFileSync(join(folder, file), 'utf8'))
        assert.equal(found, null, `${file} has ${found?.[0]}`)
      }
    })

    // Without the sources they are of no use, and with them the package is three times as large.
    registryTest('holds no source maps, and names none', async () => {
      const { folder } = (await packAll())[name]

      for (const file of filesUnder(folder)) {
        assert.ok(!file.endsWith('.map'), file)
        assert.doesNotMatch(readFileSync(join(folder, file), 'utf8'), /sourceMappingURL/, file)
      }
    })

    registryTest('holds every file that its package.json names', async () => {
      const { folder, manifest } = (await packAll())[name]
      const inside = new Set(filesUnder(folder))
      const { main, types, typesVersions, exports, bin = {} } = manifest

      for (const file of leavesOf({ main, types, typesVersions, exports, bin })) {
        assert.ok(inside.has(posix.normalize(file)), `there is no ${file}`)
      }
    })

    registryTest('depends on released versions, and on every package that its code and its types name', async () => {
      const { folder, manifest } = (await packAll())[name]
      const { dependencies = {}, peerDependencies = {} } = manifest
      const known = new Set([manifest.name, ...Object.keys(dependencies), ...Object.keys(peerDependencies)])

      for (const [dependency, version] of Object.entries({ ...dependencies, ...peerDependencies })) {
        assert.match(version, /^[\^~>=]*\d/, `${dependency}: ${version}`)
      }
      for (const file of filesUnder(join(folder, 'dist')).filter((each) => /\.[cm]?[jt]s$/.test(each))) {
        for (const imported of importsOf(readFileSync(join(folder, 'dist', file), 'utf8'))) {
          if (imported.startsWith('.')) {
            assert.ok(resolve(folder, 'dist', dirname(file), imported).startsWith(join(folder, 'dist') + sep), imported)
          } else if (!imported.startsWith('node:')) {
            assert.ok(!builtinModules.includes(imported), `${file} imports ${imported} without node:`)
            assert.ok(known.has(packageOf(imported)), `${file} imports ${imported}`)
          }
        }
      }
    })

    registryTest('lets every entry be imported and required, with types for both', async () => {
      const { manifest } = (await packAll())[name]

      for (const [entry, target] of Object.entries(manifest.exports)) {
        if (entry.endsWith('.json')) continue
        // Order matters: TypeScript and Node take the first condition that holds.
        assert.deepEqual(Object.keys(target), ['import', 'require'], entry)
        for (const [condition, ending] of [
          ['import', 'm'],
          ['require', ''],
        ]) {
          assert.deepEqual(Object.keys(target[condition]), ['types', 'default'], entry)
          assert.ok(target[condition].types.endsWith(`.d.${ending}ts`), entry)
          assert.ok(target[condition].default.endsWith(`.${ending}js`), entry)
        }
        // For TypeScript below 6 in its old mode, which knows no exports.
        if (entry !== '.') assert.deepEqual(manifest.typesVersions['*'][entry.slice(2)], [target.require.types])
      }
    })
  })
}

/** Relative, with slashes, sorted. */
function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .sort()
}

function leavesOf(value) {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(leavesOf)
}

function importsOf(code) {
  const lines = code.split('\n').filter((line) => !/^\s*(\*|\/)/.test(line))
  return [...lines.join('\n').matchAll(IMPORT)].map(([, name]) => name)
}

function packageOf(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function asPattern(path) {
  const bare = path.replace(/[/\\]+$/, '')
  return bare === '' ? '$.' : bare.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
