/**
 * Assigning: names, attributes, items, and rows of them.
 */
import { asRaised } from './builtins.js'
import { setKey } from './container-methods.js'
import { doubt } from './doubts.js'
import type { Frame, Machine } from './machine.js'
import { itemsOf, positionOf, weightOf } from './operations.js'
import { nameOf } from './session.js'
import type { Expression } from './syntax.js'
import { Instance, Raised, type Scope, Unknown } from './values.js'

/** Does `target = value`. A value that the user set for a name takes precedence over the file's. */
export function bindTarget(machine: Machine, target: Expression, value: unknown, frame: Frame): void {
  switch (target.kind) {
    case 'name': {
      const owner = scopeFor(frame.scope, target.id)
      // A value that is set for a parameter is the function's argument: the function's own statements may change it.
      const isOwn = owner.parameters.has(target.id) && !(value instanceof Unknown)
      const given = isOwn ? null : machine.session.given(target.id)
      const isRenamed = value instanceof Unknown && value.imported === null && value.reason === null
      const named = isRenamed ? new Unknown(target.id, value.file, value.span) : value
      owner.names.set(target.id, given === null ? named : given.value)
      return
    }
    case 'star':
      bindTarget(machine, target.value, value, frame)
      return
    case 'tuple':
    case 'list':
      bindRow(machine, target.items, value, frame)
      return
    case 'attribute': {
      const owner = machine.compute(target.object, frame)
      if (owner instanceof Instance) owner.attributes.set(target.name, value)
      return
    }
    case 'index': {
      const owner = machine.compute(target.object, frame)
      if (target.index.kind === 'slice') {
        doubt(owner, new Unknown('a slice', frame.file, target, { reason: 'slices are not assigned here' }))
        return
      }
      const key = machine.compute(target.index, frame)
      const given = machine.session.given(nameOf(frame.file, target))
      if (typeof key !== 'string') machine.session.step(weightOf(owner))
      if (key instanceof Unknown) doubt(owner, key)
      else asRaised(() => setItem(owner, key, given === null ? value : given.value))
      return
    }
    default:
  }
}

/** Binds a name as `def`, `class` and `except … as` do. */
export function define(frame: Frame, name: string, value: unknown): void {
  scopeFor(frame.scope, name).names.set(name, value)
}

/** The scope that an assignment in this one writes to. */
export function scopeFor(scope: Scope, name: string): Scope {
  return scope.elsewhere.get(name) ?? scope
}

function setItem(owner: unknown, key: unknown, value: unknown): void {
  if (owner instanceof Map) setKey(owner, key, value)
  else if (Array.isArray(owner)) {
    const at = positionOf(owner.length, key, 'list')
    if (at < 0 || at >= owner.length)
      throw new Raised(['IndexError', 'LookupError'], 'list assignment index out of range')
    owner[at] = value
  }
}

function bindRow(machine: Machine, targets: readonly Expression[], value: unknown, frame: Frame): void {
  if (value instanceof Unknown) {
    for (const target of targets) bindTarget(machine, target, value, frame)
    return
  }
  const items = asRaised(() => itemsOf(value))
  const star = targets.findIndex(({ kind }) => kind === 'star')
  if (star < 0 ? items.length !== targets.length : items.length < targets.length - 1) {
    throw new Raised(['ValueError'], `${targets.length} values are unpacked, and there are ${items.length}`)
  }
  const behind = targets.length - star - 1
  for (const [index, target] of targets.entries()) {
    if (star < 0 || index < star) bindTarget(machine, target, items[index], frame)
    else if (index === star) bindTarget(machine, target, items.slice(star, items.length - behind), frame)
    else bindTarget(machine, target, items[items.length - targets.length + index], frame)
  }
}
