/**
 * Reads the protobuf of an ExportLogsServiceRequest into the shape of OTLP's JSON.
 *
 * The numbers are those of opentelemetry/proto/logs/v1/logs.proto, common.proto and resource.proto. What is not named here
 * is passed over, as protobuf asks.
 */
import type { LogsRequest } from './otlp-receiver.js'

/** What a field is: its name, how it is read, and whether there may be several. */
interface Field {
  readonly name: string
  readonly type: 'string' | 'bytes' | 'hex' | 'bool' | 'integer' | 'fixed64' | 'double' | (() => Message)
  readonly isList?: true
}

type Message = Readonly<Record<number, Field>>

const KEY_VALUE: Message = { 1: { name: 'key', type: 'string' }, 2: { name: 'value', type: () => ANY_VALUE } }
const ANY_VALUE: Message = {
  1: { name: 'stringValue', type: 'string' },
  2: { name: 'boolValue', type: 'bool' },
  3: { name: 'intValue', type: 'integer' },
  4: { name: 'doubleValue', type: 'double' },
  5: { name: 'arrayValue', type: () => ({ 1: { name: 'values', type: () => ANY_VALUE, isList: true } }) },
  6: { name: 'kvlistValue', type: () => ({ 1: { name: 'values', type: () => KEY_VALUE, isList: true } }) },
  7: { name: 'bytesValue', type: 'bytes' },
}
const LOG_RECORD: Message = {
  1: { name: 'timeUnixNano', type: 'fixed64' },
  2: { name: 'severityNumber', type: 'integer' },
  3: { name: 'severityText', type: 'string' },
  5: { name: 'body', type: () => ANY_VALUE },
  6: { name: 'attributes', type: () => KEY_VALUE, isList: true },
  9: { name: 'traceId', type: 'hex' },
  10: { name: 'spanId', type: 'hex' },
  11: { name: 'observedTimeUnixNano', type: 'fixed64' },
}
const SCOPE: Message = { 1: { name: 'name', type: 'string' } }
const SCOPE_LOGS: Message = {
  1: { name: 'scope', type: () => SCOPE },
  2: { name: 'logRecords', type: () => LOG_RECORD, isList: true },
}
const RESOURCE: Message = { 1: { name: 'attributes', type: () => KEY_VALUE, isList: true } }
const RESOURCE_LOGS: Message = {
  1: { name: 'resource', type: () => RESOURCE },
  2: { name: 'scopeLogs', type: () => SCOPE_LOGS, isList: true },
}
const REQUEST: Message = { 1: { name: 'resourceLogs', type: () => RESOURCE_LOGS, isList: true } }

/** @throws RangeError for bytes that end too early. */
export function readLogs(bytes: Buffer): LogsRequest {
  return read(bytes, REQUEST) as LogsRequest
}

function read(bytes: Buffer, message: Message): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (let at = 0; at < bytes.length; ) {
    const [tag, behindTag] = varint(bytes, at)
    const [content, next] = contentAt(bytes, behindTag, Number(tag & 7n))
    at = next
    const field = message[Number(tag >> 3n)]
    if (field === undefined) continue
    const value = contentOf(content, field.type)
    if (field.isList) made[field.name] = [...((made[field.name] as unknown[] | undefined) ?? []), value]
    else made[field.name] = value
  }
  return made
}

/** The bytes of a field, or its number, and where the next field begins. */
function contentAt(bytes: Buffer, at: number, wireType: number): [content: Buffer | bigint, next: number] {
  if (wireType === 0) return varint(bytes, at)
  if (wireType === 1) return [bytes.subarray(at, at + 8), at + 8]
  if (wireType === 5) return [bytes.subarray(at, at + 4), at + 4]
  const [length, start] = varint(bytes, at)
  return [bytes.subarray(start, start + Number(length)), start + Number(length)]
}

function varint(bytes: Buffer, start: number): [value: bigint, next: number] {
  let value = 0n
  for (let at = start, shift = 0n; ; at += 1, shift += 7n) {
    const byte = bytes.readUInt8(at)
    value |= BigInt(byte & 0x7f) << shift
    if (byte < 0x80) return [value, at + 1]
  }
}

function contentOf(content: Buffer | bigint, type: Field['type']): unknown {
  if (typeof content === 'bigint') return type === 'bool' ? content !== 0n : Number(BigInt.asIntN(64, content))
  if (typeof type === 'function') return read(content, type())
  if (type === 'fixed64') return content.readBigUInt64LE().toString()
  if (type === 'double') return content.readDoubleLE()
  return content.toString(type === 'string' ? 'utf8' : type === 'hex' ? 'hex' : 'base64')
}
