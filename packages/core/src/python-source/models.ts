/**
 * Objects of pydantic's models and of dataclasses, as the dicts that their methods give.
 *
 *   class LogConfig(BaseModel):
 *       version: int = 1
 *   dictConfig(LogConfig().model_dump())      {'version': 1}
 */
import { Copier } from './copier.js'
import { ClassValue, FunctionValue, Instance, type Steps, Unknown } from './values.js'

/** The methods of a model that give its fields: of pydantic 1 and 2. */
export const DUMPS: ReadonlySet<string> = new Set(['dict', 'model_dump'])

/** Whether a class is a model of pydantic, one of its settings classes included. */
export function isModel(type: ClassValue): boolean {
  return isBelow(type, /\bBase(Model|Settings)$/)
}

/** Whether a class is one of pydantic's settings classes. */
export function isSettings(type: ClassValue): boolean {
  return isBelow(type, /\bBaseSettings$/)
}

function isBelow(type: ClassValue, pattern: RegExp): boolean {
  return type.bases.some((base) => {
    return base instanceof ClassValue
      ? isBelow(base, pattern)
      : base instanceof Unknown && pattern.test(base.imported ?? '')
  })
}

/**
 * Returns a copy of an object's fields by their names, those of the classes above first; objects in them likewise.
 *
 * @throws TooMuch
 */
export function dumped(made: Instance, steps: Steps): Map<string, unknown> {
  const fields = fieldsOf(made.type)
  for (const [name, value] of made.attributes) fields.set(name, value)
  return new Copier(steps, (value) => (value instanceof Instance ? dumped(value, steps) : value)).copy(fields)
}

function fieldsOf(type: ClassValue): Map<string, unknown> {
  const fields = new Map<string, unknown>()
  for (const base of type.bases) {
    if (base instanceof ClassValue) for (const [name, value] of fieldsOf(base)) fields.set(name, value)
  }
  for (const [name, value] of type.scope.names) if (isField(name, value)) fields.set(name, value)
  return fields
}

function isField(name: string, value: unknown): boolean {
  if (name.startsWith('_') || name === 'model_config') return false
  return !(value instanceof FunctionValue || value instanceof ClassValue)
}
