"""Logging configurations in Python files: what CPython makes of the dict when it runs the file.

The files of conformance/python-config are in the shapes that projects have; the others are drawn at random. A class or a
function in a configuration is written as its name, a stream as ext://sys.stdout, the folder of the files as <here>, the one
above it as <above>.
"""

import json
import logging
import logging.config
import os
import pathlib
import random
import runpy
import sys

# Where a drawn module lies: nowhere, so that the vectors are the same everywhere.
FILE = "/srv/app/conf/settings.py"
HERE = pathlib.Path(__file__).resolve().parent.parent / "python-config"
ENVIRONMENT = {"APP_ENV": "production", "LOG_LEVEL": "warning", "LOG_JSON": "1", "WORKERS": "4", "HOME": "/home/app", "EMPTY": ""}


def cases():
    for path in sorted(HERE.glob("[a-z]*.py")):
        if b"version" in path.read_bytes():
            yield {"input": {"file": path.name}, "expect": configuration(path)}
    source = random.Random(20)
    count = 0
    while count < 300:
        text = Module(source).text()
        try:
            expected = configuration_of(text)
        except Exception:
            continue
        if len(text) + len(json.dumps(expected)) < 6000:
            count += 1
            yield {"input": {"source": text}, "expect": expected}


def configuration(path):
    """The dict that is called LOGGING or LOGGING_CONFIG, else what dictConfig gets."""
    taken = []
    before, environment = logging.config.dictConfig, dict(os.environ)
    logging.config.dictConfig = taken.append
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    sys.path.insert(0, str(HERE))
    try:
        names = runpy.run_path(str(path), run_name=path.stem)
        call = names.get("CALL")
        if call is not None:
            call()
    finally:
        sys.path.pop(0)
        logging.config.dictConfig = before
        os.environ.clear()
        os.environ.update(environment)
    found = next((names[name] for name in ("LOGGING", "LOGGING_CONFIG") if name in names), None)
    return plain(taken[-1] if found is None else found)


def configuration_of(text):
    environment = dict(os.environ)
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    # Nowhere, so that what is computed from it is the same wherever the vectors are made.
    names = {"__name__": "settings", "__file__": FILE}
    try:
        exec(compile(text, "settings.py", "exec"), names)
    finally:
        os.environ.clear()
        os.environ.update(environment)
    return plain(names["LOGGING"])


def plain(value):
    if isinstance(value, dict):
        return {plain(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if value is sys.stdout or value is sys.stderr:
        return "ext://sys." + ("stdout" if value is sys.stdout else "stderr")
    if isinstance(value, type) or callable(value):
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, pathlib.PurePath) or isinstance(value, str):
        return str(value).replace(str(HERE), "<here>").replace(str(HERE.parent), "<above>")
    json.dumps(value)
    return value


class Module:
    """A module at random: constants, then a dict, then what is done to it."""

    def __init__(self, source):
        self.random = source
        self.names = {"text": ["'INFO'"], "number": ["3"], "truth": ["True"], "list": ["['console']"], "path": ["Path('/srv')"], "dict": ["{}"]}

    def pick(self, *choices):
        return self.random.choice(choices)

    def text(self):
        lines = ["import os, sys, logging, copy", "from pathlib import Path", "from os import environ, getenv as ge", "BASE_DIR = Path(__file__).resolve().parent"]
        self.names["path"].append("BASE_DIR")
        for number in range(self.random.randint(3, 9)):
            kind = self.pick("text", "text", "number", "truth", "list", "path", "dict")
            lines.append(f"{kind.upper()}_{number} = {self.value(kind, 3)}")
            self.names[kind].append(f"{kind.upper()}_{number}")
        lines += self.function() + self.cls()
        lines.append(self.logging())
        for _ in range(self.random.randint(1, 5)):
            lines += self.change(2)
        return "\n".join(lines) + "\n"

    def value(self, kind, depth):
        if depth <= 0 or self.random.random() < 0.25:
            return self.random.choice(self.names[kind])
        made = self.text_expression(depth - 1) if kind == "text" else getattr(self, kind)(depth - 1)
        return f"({made})"

    def truth(self, depth):
        text, number = self.value("text", depth), self.value("number", depth)
        return self.pick(
            f"{text} == 'INFO'", f"not {self.value('truth', depth)}", f"{number} > 2", f"1 <= {number} < 5", f"'a' in {text}",
            f"({self.value('truth', depth)} and {self.value('truth', depth)})", f"bool({text})", "os.environ.get('LOG_JSON') == '1'", "'APP_ENV' in os.environ",
            f"{text}.startswith('I')", f"isinstance({text}, str)", f"{self.value('list', depth)} is None", f"{text} not in ('a', 'b')", "sys.version_info >= (3, 8)",
            "os.getenv('NOPE') is None", f"any(x == 'a' for x in {self.value('list', depth)})", "sys.platform == 'linux'", "__name__ == '__main__'")

    def number(self, depth):
        return self.pick(
            f"{self.value('number', depth)} + {self.random.randint(0, 9)}", f"({self.value('number', depth)} * 2)", "10 * 1024 * 1024", "5 * 1024 ** 2", "0x10", "1_000",
            "int(os.environ.get('WORKERS', 2))", f"len({self.value('list', depth)})", "logging.DEBUG", f"int('{self.random.randint(0, 99)}')", "-7 // 2", "(7 % 3)",
            f"(1 if {self.value('truth', depth)} else 2)", f"max({self.value('number', depth)}, 4)", f"sum([1, 2, {self.value('number', depth)}])", "1 << 4", "int(1e3)",
            f"getattr(logging, 'INFO')")

    def list(self, depth):
        return self.pick(
            f"[{self.value('text', depth)}, 'file']", f"{self.value('list', depth)} + ['x']", f"[*{self.value('list', depth)}, 'y']", "'a,b,c'.split(',')",
            f"[x.upper() for x in {self.value('list', depth)} if x]", f"sorted({self.value('list', depth)})", f"list({self.value('list', depth)})", "['a'] * 2",
            f"['console'] if {self.value('truth', depth)} else ['console', 'file']", f"[f'h{{i}}' for i in range(3)]", f"{self.value('list', depth)}[:1]", f"('a', {self.value('text', depth)})[1:] and ['q']",
            f"[name for name, _ in sorted({{'b': 1, 'a': 2}}.items())]", f"list(filter(None, {self.value('list', depth)}))", "[x for row in [['a'], ['b', 'c']] for x in row]")

    def path(self, depth):
        return self.pick(
            f"{self.value('path', depth)} / 'logs'", "BASE_DIR.parent", f"Path('/var') / 'log' / {self.value('text', depth)}", f"{self.value('path', depth)}.joinpath('a', 'b')",
            "Path(os.path.dirname(os.path.abspath(__file__)))", "Path('/x/y.txt').with_suffix('.log')", "Path('/a/b/c').parents[1]")

    def text_expression(self, depth):
        text = self.value("text", depth)
        return self.pick(
            f"'%s.log' % {text}", f"{text} + '-x'", f"{text}.lower()", f"{text}.upper()", "os.environ.get('LOG_LEVEL', 'INFO').upper()", "os.environ['APP_ENV']", "os.getenv('NOPE', 'dflt')",
            f"f'{{{self.value('number', depth)}:04d}}-{{{text}!r}}'", f"'{{}} {{x}}'.format({text}, x={self.value('number', depth)})", f"'%(a)s/%(b)d' % {{'a': {text}, 'b': {self.value('number', depth)}}}",
            f"os.path.join({text}, 'logs', 'app.log')", f"str({self.value('path', depth)})", f"'-'.join({self.value('list', depth)})", f"({text} or 'none')", f"({text} if {self.value('truth', depth)} else 'WARNING')",
            "'one' 'two'", "r'\\d+'", "'''a\nb'''", "'%(asctime)s %(levelname)s %(message)s'", "'{:>8}'.format('ab')", f"{text}[:3]", f"{text}[-1:]", f"{text}.replace('I', 'i')", "'  s '.strip()",
            "environ.get('EMPTY') or 'fallback'", "ge('HOME')", "'tab\\there'", "u'uni\\u00e9'", f"os.path.basename({self.value('text', depth)} + '/x.log')", "logging.getLevelName(logging.INFO)", f"'a' * {self.random.randint(0, 3)}",
            f"os.path.splitext('app.tar.gz')[0]", f"'{{0}}{{1}}{{0}}'.format('a', {text})", f"'{{a[0]}}'.format(a=['q'])", f"f'{{{text}}}' f\"{{'nested'}}\" 'tail'", f"(lambda x, y='d': x + y)({text})", "chr(65)",
            f"f'{{{self.value('number', depth)}=}}'", "os.path.normpath('/a/../b//c')", f"dict(k={text})['k']", f"{{'k': {text}}}.get('k')", f"{{'k': 1}}.get('z', {text})")

    def dict(self, depth):
        return self.pick(
            f"{{'level': {self.value('text', depth)}}}", f"dict(level={self.value('text', depth)}, n={self.value('number', depth)})", f"{{**{self.value('dict', depth)}, 'k': {self.value('text', depth)}}}",
            f"{{x: {self.value('number', depth)} for x in {self.value('list', depth)}}}", f"{self.value('dict', depth)} | {{'p': 1}}", f"copy.deepcopy({self.value('dict', depth)})", f"dict({self.value('dict', depth)}, z=1)",
            f"dict([('a', 1), ('b', {self.value('text', depth)})])", f"{{'nested': {self.value('dict', depth)}, 'l': {self.value('list', depth)}}}", f"dict(zip(['a', 'b'], [1, {self.value('text', depth)}]))", f"{self.value('dict', depth)}.copy()",
            f"{{k: v for k, v in {self.value('dict', depth)}.items() if k != 'level'}}")

    def logging(self):
        handler = f"{{'class': 'logging.StreamHandler', 'stream': {self.pick('sys.stdout', 'sys.stderr', repr('ext://sys.stdout'))}, 'level': {self.value('text', 2)}, 'formatter': 'f'}}"
        file = f"{{'()': {self.pick(repr('logging.handlers.RotatingFileHandler'), 'logging.FileHandler', 'Own', 'make')}, 'filename': {self.value(self.pick('text', 'path'), 3)}, 'maxBytes': {self.value('number', 2)}}}"
        extra = f"'extra': {self.value('dict', 3)}, " if self.random.random() < 0.7 else ""
        return (
            f"LOGGING = {{\n  'version': 1,\n  'disable_existing_loggers': {self.value('truth', 2)},\n  'formatters': {{'f': {{'format': {self.value('text', 3)}}}}},\n"
            f"  'handlers': {{'console': {handler}, 'file': {file}}},\n  {extra}'loggers': {{n: {{'handlers': {self.value('list', 2)}}} for n in {self.value('list', 2)}}},\n"
            f"  'root': {{'handlers': {self.value('list', 2)}, 'level': {self.value('text', 2)}}},\n}}")

    def function(self):
        if self.random.random() < 0.5:
            lines = [f"def make(a, b={self.value('text', 1)}, *c, d=1, **e):", f"    if a == {self.value('text', 1)}:", "        return b", "    for x in c:", "        b = b + str(x)", "    return '%s-%s-%s-%s' % (a, b, d, sorted(e))"]
            self.names["text"] += [f"make({self.value('text', 1)})", "make('q', 'r', 1, 2, d=3, z=4)", "make(b='1', a='2')"]
            return lines
        self.names["text"] += ["make(3)"]
        return ["def make(n):", "    '''doc'''", "    global COUNTED", "    COUNTED = n", "    try:", "        return {'a': 'b'}[n]", "    except (KeyError, IndexError) as error:", "        return 'missing'", "    finally:", "        pass"]

    def cls(self):
        self.names["text"] += ["Own.LEVEL", "Own().level", "Own.join('a')"]
        return ["class Base:", "    BASE = 'base'", "class Own(Base):", f"    LEVEL = {self.value('text', 1)}", f"    SIZE = {self.value('number', 1)}", "    def __init__(self, x=1):", "        self.level = self.LEVEL + self.BASE + str(x)",
            "    @staticmethod", "    def join(a):", "        return os.path.join('/', a)", "    @property", "    def name(self):", "        return self.level.lower()"]

    def change(self, depth):
        target = self.pick("LOGGING['root']", "LOGGING['handlers']['console']", "LOGGING['handlers']['file']", "LOGGING['formatters']['f']")
        simple = self.pick(
            f"{target}['level'] = {self.value('text', 2)}", f"{target}.update({{'u': {self.value('text', 2)}}})", f"{target}.update(v={self.value('number', 2)})", f"LOGGING['loggers']['new'] = {self.value('dict', 2)}",
            "LOGGING['root']['handlers'] = list(LOGGING['root']['handlers'])", "LOGGING.setdefault('filters', {})['q'] = {'()': 'a.B'}", f"{target}.pop('level', None)",
            "LOGGING['handlers']['copy'] = dict(LOGGING['handlers']['console'])", f"LOGGING['loggers'].update({{n: {{'level': 'DEBUG'}} for n in {self.value('list', 2)}}})", "LOGGING['version'] += 0",
            "LOGGING |= {'incremental': False}", "LOGGING = {**LOGGING, 'tail': 1}", f"LOGGING['handlers']['console']['n'] = {self.value('number', 2)}")
        if depth == 0 or self.random.random() < 0.5:
            return [simple]
        inner = ["    " + line for line in self.change(depth - 1)]
        return self.pick(
            [f"if {self.value('truth', 2)}:", *inner, "else:", "    " + f"LOGGING['flag'] = {self.value('text', 1)}"],
            [f"for name in {self.value('list', 2)}:", *inner, "    if name == 'file':", "        continue", "    LOGGING['loggers'][name] = {'level': name}"],
            ["try:", "    LOGGING['nope']['x'] = 1", *inner, "except KeyError:", *inner, "else:", "    LOGGING['never'] = 1"],
            [f"if {self.value('truth', 2)}:", *inner, f"elif {self.value('truth', 2)}:", "    pass"],
            ["i = 0", "while i < 3:", "    i += 1", *inner, "    if i == 2:", "        break"])

