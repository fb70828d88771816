/**
 * Random Python modules with a configuration in them, run by a live CPython 3.13 and read by us, until the time is up:
 *
 *   pnpm fuzz:python --seconds 60              a new seed, which is printed
 *   pnpm fuzz:python --seconds 60 --seed 42    that run again
 *
 * Half of the modules are whole settings files, half a single literal that `ast.literal_eval` reads. A difference is
 * printed with its module; the exit code is then 1. Needs the build; without a CPython 3.13 it says so and ends.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readConfig } from '../packages/core/dist/config-face.mjs'
import { findPython } from './python.mjs'

const BATCH = 200
const MOST_REPORTED = 5
const CONFORMANCE = fileURLToPath(new URL('../conformance', import.meta.url))

/** Prints the environment, then a module and the dict that CPython makes of it, line by line. */
const PROGRAM = `
import ast, json, sys
sys.path.insert(0, sys.argv[1])
import random
from topics import python_config as topic
topic.HERE = topic.pathlib.Path(sys.argv[2])
topic.FILE = sys.argv[2] + '/settings.py'
chance = random.Random(int(sys.argv[3]))
def literal(depth):
    kinds = ["text", "number", "float", "word"] + (["list", "tuple", "dict", "signed"] if depth else [])
    kind = chance.choice(kinds)
    if kind == "text":
        body = "".join(chance.choice(["a", "'", '"', "\\\\\\\\", "\\\\n", "é", "{", "%", "\\\\x41", "\\\\u00e9", " "]) for _ in range(chance.randint(0, 6)))
        return chance.choice(["", "r", "u"]) + chance.choice(["'", '"', "'''", '"""']).join(["", body, ""])
    if kind == "number":
        return chance.choice(["0", "7", "0x1F", "0o17", "0b101", "1_000", str(chance.randint(0, 2 ** 53 - 1))])
    if kind == "float":
        return chance.choice(["1.5", "2.", ".5", "1e3", "1E-3"])
    if kind == "word":
        return chance.choice(["True", "False", "None"])
    if kind == "signed":
        return chance.choice(["-", "+"]) + chance.choice(["1", "2.5", "0x10"])
    items = [literal(depth - 1) for _ in range(chance.randint(0, 3))]
    if kind == "list":
        return "[" + ", ".join(items) + "]"
    if kind == "tuple":
        return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
    return "{" + ", ".join("'k%d': %s" % (index, item) for index, item in enumerate(items)) + "}"
import warnings
warnings.simplefilter("ignore")
print(json.dumps(topic.ENVIRONMENT))
count = 0
while count < ${BATCH}:
    if count % 2:
        source = topic.Module(chance).text()
        make = lambda: topic.configuration_of(source)
    else:
        text = "{'version': 1, 'root': {}, 'value': " + literal(4) + "}"
        source = "LOGGING = " + text + "\\n"
        make = lambda: topic.plain(ast.literal_eval(text))
    try:
        expected = make()
    except Exception:
        continue
    count += 1
    print(json.dumps([source, expected]))
`

const option = { type: 'string' }
const { values } = parseArgs({ options: { seconds: option, seed: option } })
const seconds = Number(values.seconds ?? 30)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
const python = findPython()
if (python === null) {
  console.log('fuzz: skipped, there is no CPython 3.13 here (set PYTHON to one)')
  process.exit(0)
}
const folder = mkdtempSync(join(tmpdir(), 'pylogging-fuzz-'))
console.log(`fuzz: Python files, seed ${seed}, ${seconds} s, ${python.command}`)
let compared = 0
let differences = 0
const end = Date.now() + seconds * 1000
for (let round = 0; Date.now() < end && differences < MOST_REPORTED; round += 1) {
  const args = ['-c', PROGRAM, CONFORMANCE, folder, String(seed + round)]
  const { stdout, stderr, status } = spawnSync(python.command, args, {
    env: python.env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(stderr)
  const [environment, ...cases] = stdout.trim().split('\n')
  for (const line of cases) {
    const [source, expected] = JSON.parse(line)
    compared += 1
    const ours = read(source, JSON.parse(environment))
    if (ours === shown(expected) || differences >= MOST_REPORTED) continue
    differences += 1
    console.log(`\n${source}\nours   ${ours}\nCPython ${shown(expected)}`)
  }
}
rmSync(folder, { recursive: true })
console.log(`fuzz: ${compared} compared, ${differences} differences`)
process.exitCode = differences === 0 ? 0 : 1

function read(source, env) {
  writeFileSync(join(folder, 'settings.py'), source)
  try {
    return shown(readConfig(join(folder, 'settings.py:LOGGING'), { env }).config)
  } catch (error) {
    return `${error.name}: ${error.message}`
  }
}

/** With sorted keys and the folder under one name. */
function shown(value) {
  const sort = (each) => {
    if (Array.isArray(each)) return each.map(sort)
    if (typeof each !== 'object' || each === null) return each
    return Object.fromEntries(
      Object.entries(each)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, inner]) => [key, sort(inner)]),
    )
  }
  return JSON.stringify(sort(value)).replaceAll(folder, '<here>').replaceAll(tmpdir(), '<above>')
}
