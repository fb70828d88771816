/** Kinds by their dotted names, for configurations: `scenario_kinds.DropWord`, as Python imports it. */

/** The names of arguments, where a configuration gives them: Python reads them off the signature. */
const PARAMS = {
  DropWord: ['word'],
  dropWord: ['word'],
  Tag: ['name', 'value'],
  Answer: ['answer'],
  Fail: ['error'],
  MinLevel: ['level', 'name'],
  Replace: ['prefix'],
  Recorder: ['stream', 'label'],
  Life: ['stream', 'label', 'failing', 'error'],
  BrokenStream: ['error', 'where'],
}
const MODULES = ['scenario_kinds', 'scenario_handlers', 'scenario_loggers']

export function resolverOf(kinds) {
  return (name) => {
    const [module, kind, ...rest] = name.split('.')
    if (!MODULES.includes(module) || rest.length > 0) return undefined
    return kinds[kind] === undefined ? undefined : withParams(kind, kinds[kind])
  }
}

export function withParams(name, kind) {
  if (Object.hasOwn(PARAMS, name)) kind.params = PARAMS[name]
  return kind
}
