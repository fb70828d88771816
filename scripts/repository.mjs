/**
 * `node scripts/repository.mjs`: writes the address of the repository, which stands in the `repository` of package.json here
 * and nowhere else by hand, into the manifest and the README of each package; `--check` says which are behind.
 *
 *   "repository": "https://github.com/pylogging/pylogging"   →   repository, homepage and bugs of packages, links of READMEs
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const { repository } = JSON.parse(readFileSync('package.json', 'utf8'))
const behind = []
for (const folder of readdirSync('packages').map((name) => `packages/${name}`)) {
  const manifest = join(folder, 'package.json')
  const text = readFileSync(manifest, 'utf8')
  const before = JSON.parse(text).repository.url.replace(/^git\+|\.git$/g, '')
  for (const file of [manifest, join(folder, 'README.md'), join(folder, 'CHANGELOG.md')]) {
    if (!existsSync(file)) continue
    const old = readFileSync(file, 'utf8')
    const changed = old.replaceAll(new RegExp(`${escaped(before)}(?=[/."#)\\s]|$)`, 'gm'), repository)
    const links =
      changed.match(/(?:git\+)?https:\/\/github\.com\/[\w.-]+\/[\w-]+(?=\/(?:tree|blob|issues)\b|\.git\b|#readme)/g) ??
      []
    const strangers = links.filter((link) => link.replace(/^git\+/, '') !== repository)
    if (changed !== old || strangers.length > 0) behind.push([file, ...strangers].join(' '))
    if (changed !== old && !process.argv.includes('--check')) writeFileSync(file, changed)
  }
}
if (behind.length > 0)
  console.log(`of another repository than ${repository}: ${behind.join(', ')}; run node scripts/repository.mjs`)
process.exitCode = behind.length > 0 && process.argv.includes('--check') ? 1 : 0

function escaped(text) {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
