/**
 * A Python and a Node process export to one collector; what arrived is compared field by field.
 *
 *   node dist/collector.js      exits 1 where the records differ in more than process and place
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Arrived, javascriptOf, OtlpReceiver, plain } from './otlp-receiver.js'

const PYTHON = process.env['PYTHON'] ?? 'python3'
const PROGRAMS = [
  [PYTHON, fileURLToPath(new URL('../exporting.py', import.meta.url))],
  [process.execPath, fileURLToPath(new URL('exporting.js', import.meta.url))],
] as const
/** The place of a call is a file of the program; a traceback names files, too. */
const PLACE = ['code.file.path', 'code.line.number']

if (hasPackage()) process.exitCode = (await run()) ? 0 : 1
else
  console.log(
    'no opentelemetry-sdk with its encoder for Python here; the variable PYTHON can name a Python that has it',
  )

async function run(): Promise<boolean> {
  const [python, node] = [await recordsOf(PROGRAMS[0]), await recordsOf(PROGRAMS[1])]
  console.log(`${python.length} records of Python, ${node.length} of Node`)
  const differences = python.flatMap((text, index) => (text === node[index] ? [] : [`${text}\n${node[index]}`]))
  for (const each of differences) console.log(`they differ:\n${each}`)
  console.log(
    differences.length === 0 ? 'they differ in nothing but process and place' : `${differences.length} differ`,
  )
  return python.length > 0 && python.length === node.length && differences.length === 0
}

/** What a collector gets of a process, a text for each record. */
async function recordsOf([command, program]: readonly [command: string, program: string]): Promise<string[]> {
  const receiver = new OtlpReceiver()
  const child = spawn(command, [program, await receiver.listen()], { stdio: 'inherit' })
  await once(child, 'exit')
  await receiver.close()
  return receiver.records.map(textOf)
}

function textOf({ scope, resource, record }: Arrived): string {
  const attributes = Object.entries(plain(record.attributes ?? []))
    .filter(([name]) => !PLACE.includes(name))
    .map(([name, value]) => [name, name === 'exception.stacktrace' ? withoutFrames(String(value)) : value])
  const { severityNumber, severityText, body = {} } = record
  const service = resource['service.name']
  return JSON.stringify({ service, scope, severityNumber, severityText, body: javascriptOf(body), attributes })
}

function withoutFrames(traceback: string): string {
  const lines = traceback.split('\n').filter((line) => !line.startsWith('  '))
  // Python names the module of a class that is not built in.
  return lines.join('\n').replace('__main__.', '')
}

function hasPackage(): boolean {
  return (
    spawnSync(PYTHON, ['-c', 'import opentelemetry.sdk._logs, opentelemetry.exporter.otlp.proto.common._log_encoder'])
      .status === 0
  )
}
