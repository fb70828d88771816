/**
 * docs/api/README.md: the entry points, and how to read their pages.
 */
import { summaryOf } from './docs.mjs'

/** In the order in which a reader needs them. */
const ORDER = ['core', 'formatter', 'rotator']

export function contentsOf(entries) {
  const sorted = ORDER.flatMap((unit) => entries.filter(({ file }) => file.startsWith(unit)))
  const rows = sorted.map(({ name, file, module }) => `| [\`${name}\`](${file}) | ${summaryOf(module)} |`)
  return `# API reference

| entry point | what it is |
| --- | --- |
${rows.join('\n')}

Each page has what its entry point exports: functions, classes, objects, constants, errors, types.

- What a class inherits stands with the class that it extends; options stand in full with each class that takes them.
- Keywords of Python are an object at the end, so most constructors are there in several forms: by position, by name, or
  first the one and then the other.
- What takes a level or a message is shown with the types that it takes at run time. The compiler also checks the names
  of levels and keywords that are written out in a call: see [types of log calls](../decisions.md#types-of-log-calls).
- What another entry point exports first has its section there.

Written by \`pnpm api\` from the docstrings; a test fails when a page is old. Each name beside CPython's is in
[parity.md](../parity.md), whole programs are in [porting.md](../porting.md).
`
}
