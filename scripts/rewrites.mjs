/**
 * Rewrites of what the bundler prints. They are done on text, so each is an error where that text looks otherwise: a
 * rewrite that no longer matches would leave a package that works and loads slowly, which nobody notices.
 */

/** The one loads all of Node's streams, the other its reader of source maps. */
const LATE_OF_NODE = ['node:worker_threads', 'node:module']

/**
 * Makes the requires of late files functions that are called where something of them is used. Lines stay where they are.
 *
 *   const require_braces = require("./braces.js");     const require_braces = () => require("./braces.js");
 *   require_braces.braceFormat(…)                      require_braces().braceFormat(…)
 *
 * @param files - The texts of the files that `import` reads, by name. They are replaced.
 * @param late - The names of the late files, each of which one of the texts requires.
 * @param ofNode - Modules of Node that are late, too.
 */
export function requireLate(files, late, ofNode = LATE_OF_NODE) {
  const wanted = new Set(late.map((name) => `./${name}.js`))
  for (const [name, code] of files) {
    let text = code
    for (const file of [...wanted, ...ofNode]) text = requireOneLate(text, file, name)
    files.set(name, text)
  }
  const texts = [...files.values()]
  for (const file of wanted)
    if (!texts.some((text) => text.includes(`??= require("${file}")`)))
      throw new Error(`${[...files.keys()].join(' and ')} never require ${file}, which scripts/chunks.mjs calls late`)
}

function requireOneLate(code, file, place) {
  const [line, name] = new RegExp(`^(?:const|let) (\\w+) = require\\("${file}"\\);$`, 'm').exec(code) ?? []
  // Without a name it is only there to be run, which has time.
  if (line === undefined) return withoutRequire(code.replace(`\nrequire("${file}");\n`, '\n\n'), file, place)
  const text = code
    .replace(line, '')
    .replace(new RegExp(`^exports\\.(\\w+) = ${name}\\.(\\w+);$`, 'gm'), (_, exported, inside) => {
      return `Object.defineProperty(exports, "${exported}", { enumerable: true, get: () => ${name}().${inside} });`
    })
    // `new f().X()` would construct f.
    .replaceAll(`new ${name}.`, `new (${name}()).`)
    .replaceAll(`${name}.`, `${name}().`)
  if (new RegExp(`\\b${name}\\b(?!\\()`).test(text))
    throw new Error(`${place} uses ${name} otherwise than as ${name}.NAME: see scripts/rewrites.mjs`)
  withoutRequire(text, file, place)
  const lineStart = code.indexOf(line)
  const late = `let ${name}_once; const ${name} = () => ${name}_once ??= require("${file}");`
  return text.slice(0, lineStart) + late + text.slice(lineStart)
}

/** @throws Error where a file is still required when the text is run, and not in a function. */
function withoutRequire(code, file, place) {
  const [line] = new RegExp(`^\\S.*\\brequire\\("${file}"\\).*$`, 'm').exec(code) ?? []
  if (line === undefined) return code
  throw new Error(`${place} requires ${file} in a form unknown to scripts/rewrites.mjs: ${line}`)
}

const GETTER =
  /^Object\.defineProperty\(exports, "([\w$]+)", \{\n\tenumerable: true,\n\tget: function\(\) \{\n\t\treturn ([\w$]+);\n\t\}\n\}\);$/gm

/** What a file exports for others, as values: the bundler makes getters, which only a variable needs. */
export function plainExports(code, place) {
  const text = code.replace(GETTER, (getter, exported, inside) => {
    return new RegExp(`^let ${inside.replaceAll('$', '\\$')}(?![\\w$])`, 'm').test(code)
      ? getter
      : `exports.${exported} = ${inside};`
  })
  const [other] = /^(?:Object\.defineProperty\(exports, "|__export).*$/m.exec(text.replaceAll(GETTER, '')) ?? []
  if (other === undefined) return text
  throw new Error(`${place} exports in a form unknown to scripts/rewrites.mjs: ${other}`)
}
