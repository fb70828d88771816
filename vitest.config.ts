/**
 * One project per package and one for what two of them share, each run on the TypeScript sources, its own and those of the others. `forks`, because tests set
 * `process.env.TZ`, which a worker thread ignores.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const packages = fileURLToPath(new URL('packages', import.meta.url))

const setupFiles = [fileURLToPath(new URL('scripts/test/vitest-setup.mjs', import.meta.url))]

const project = (name: string, root: string) => ({
  extends: true as const,
  // Hostile values take seconds where other programs take the processors; only what hangs is to fail.
  test: { name, root, include: ['test/**/*.test.ts'], pool: 'forks' as const, testTimeout: 30_000, setupFiles },
})

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@pylogging\/(\w+)$/, replacement: `${packages}/$1/src/index.ts` },
      { find: /^@pylogging\/(\w+)\/(.+)$/, replacement: `${packages}/$1/src/$2.ts` },
    ],
  },
  test: {
    // Vitest would leave one of two processors idle.
    maxWorkers: '100%',
    projects: [
      ...['formatter', 'rotator', 'core'].map((name) => project(name, `packages/${name}`)),
      project('zone', 'shared/zone'),
    ],
  },
})
