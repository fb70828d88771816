/**
 * One project per package, each run on its TypeScript sources: the `@pylogging/source` export condition leads from one
 * package to the sources of another. `forks`, because tests set `process.env.TZ`, which a worker thread ignores.
 */
import { defineConfig } from 'vitest/config'

const conditions = ['@pylogging/source', 'node', 'import', 'module', 'default']

const project = (name: string, root: string) => ({
  extends: true as const,
  test: { name, root, include: ['test/**/*.test.ts'], pool: 'forks' as const },
})

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: ['formatter', 'rotator', 'core'].map((name) => project(name, `packages/${name}`)),
  },
})
