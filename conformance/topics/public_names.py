"""Every public name of logging, logging.handlers and logging.config: what a program may import, call, read or set.

input is the dotted name; expect is its kind, with the signature of what is called and the value of what is a constant.
Under a class stands what it has itself; what it inherits stands under the class it comes from. docs/parity.md says of
each name what ours does.
"""

import ast
import inspect
import logging
import logging.config
import logging.handlers

from values import encode

# Set on every record by Formatter.format, not by LogRecord itself.
OF_RECORDS = {"message", "asctime"}


def cases():
    for module in (logging, logging.handlers, logging.config):
        for name, node in module_names(module):
            yield {"input": f"{module.__name__}.{name}", "expect": about(getattr(module, name))}
            if isinstance(node, ast.ClassDef):
                yield from members(f"{module.__name__}.{name}", getattr(module, name), node)


def module_names(module):
    """What the module itself defines at its top level, in if and try too; imports are other modules' names."""
    found = {}
    waiting = list(ast.parse(inspect.getsource(module)).body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, (ast.If, ast.Try)):
            waiting[:0] = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.setdefault(node.name, node)
        elif isinstance(node, ast.Assign):
            found.update((target.id, node) for target in node.targets if isinstance(target, ast.Name))
    return [(name, node) for name, node in found.items() if is_public(name) and hasattr(module, name)]


def members(path, cls, node):
    for name, member in vars(cls).items():
        if is_public(name):
            yield {"input": f"{path}.{name}", "expect": about(member, "method", "class attribute")}
    for name in sorted(attributes_of_instances(cls, node) - set(vars(cls))):
        yield {"input": f"{path}.{name}", "expect": {"kind": "attribute"}}


def attributes_of_instances(cls, node):
    found = {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store)
             and isinstance(each.value, ast.Name) and each.value.id == "self"}
    of_bases = {name for base in cls.__mro__[1:] for name in vars(base)}
    return {name for name in found if is_public(name)} - of_bases | (OF_RECORDS if cls is logging.LogRecord else set())


def about(value, function="function", data="variable"):
    if inspect.isclass(value):
        return {"kind": "class", "signature": signature(value)}
    if isinstance(value, property):
        return {"kind": "property"}
    if inspect.isfunction(value):
        return {"kind": function, "signature": signature(value)}
    if isinstance(value, (int, str, dict)) and value is not logging.config.RESET_ERROR:
        return {"kind": data, "value": encode(value)}
    return {"kind": data}


def signature(value):
    try:
        parameters = list(inspect.signature(value).parameters.values())
    except ValueError:
        return "(...)"
    shown = [each.name if each.default is each.empty else f"{each.name}=" for each in parameters]
    kinds = [{each.VAR_POSITIONAL: "*", each.VAR_KEYWORD: "**"}.get(each.kind, "") for each in parameters]
    return "(" + ", ".join(kind + name for kind, name in zip(kinds, shown) if name != "self") + ")"


def is_public(name):
    return not name.startswith("_")
