"""What the expressions of an INI file are to CPython, which evaluates them inside the module logging: value or error.

Of a SyntaxError only the type is compared. What ours refuses on purpose carries the departure.
"""

import ast
import logging
import logging.handlers
import random
import string
import warnings

from values import encode, outcome

REFUSED = "an expression of an INI file that is no literal, name, arithmetic of numbers or call of a built-in type is refused"
CALLS = {"tuple", "list", "dict", "set", "str", "int", "float", "bool"}
NODES = (ast.Expression, ast.Constant, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.UnaryOp, ast.BinOp, ast.Name, ast.Attribute, ast.Call,
    ast.keyword, ast.Load, ast.operator, ast.unaryop)
# Two blanks or a line break part them; ↵ is a line break in one.
FORMS = r"""()  (1,)  (1)  1,  1,2  1,2,  [ ]  [1]  [1,]  [1,2,3]  {}  {1}  {1,}  {1:2}  {1:2,}  {'a':1,'b':2}  {'a':1,'a':2}  {1:'a',True:'b',1.0:'c'}
''  'a'  "a"  'it\'s'  "\""  'a' 'b'  'a' "b" 'c'  'a'b'b'  b'a' b'b'  r'\n'  R'\n'  u'a'  U"a"  b'\xff'  rb'\x'  Rb'\''  bR"\\"  ur'a'  f'a'  f'{1}'
'\a\b\f\n\r\t\v\\\'\"'  '\0'  '\101'  '\777'  '\8'  '\x41'  '\x4'  '\xzz'  '\u00e9'  '\u00e'  '\U0001f600'  '\U00110000'  '\N{DASH}'  '\d\s'  b'\u0041'  b'\400'  b'é'
'''a'''  '''a↵b'''  '''it's "it" '''  '''a\'''b'''  '''a  '''a'  ""  ''''  'a  "a  'a
b'  'a\↵b'  \↵1  (1, \↵2)  (↵1↵,↵2↵)  1 # c  (1, # c↵2)  # c  1↵2  1↵
  0  00  0_0  007  0x1F  0X_ff  0o17  0b101  0b12  1_000  1__0  1_  _1  1.  .5  1.5  1e3  1E-3  1e  1.e2  1_0.0_1  1e1_0  01.5  1j  1.5J  1if  0xg  12345678901234567890
None  True  False  none  true  INFO  INFO + 5  WARNING|ERROR  BASIC_FORMAT  nope  nope.x  INFO.x  Formatter.default_time_format  Formatter.nope  handlers.nope  handlers.Nope.x
logging.INFO  sys.nope  -1  +1  ~1  --1  -+~1  - 1  -'a'  -None  -1.5  ~1.5  not 1  1+2  1-2  2*3  7//2  -7//2  7//-2  7%3  -7%3  7%-3  7/2  6/2  2**10  2**-1  -2**2  2**3**2
2**-1  1//0  1%0  1/0  1.5/0  1.5+1  1+1.5  2*1.5  1-1.5  1|2  1&3  1^3  1<<4  256>>4  1<<-1  10*1024*1024  1024**2  5*1024*1024|1  1+2*3  (1+2)*3  1|2^3&4<<1+2*3  True+1  True&False  1|True
'a'+'b'  'a'*3  3*'a'  '%s'%1  (1,)+(2,)  [1]+[2]  (1,)*2  'a'+1  1+'a'  None+1  []+()  'a'-'b'  1@2  1<2  1==1  1 if 1 else 2  1 and 2  lambda:1  [i for i in (1,2)]  {i for i in ()}  *1,
[*()]  {**{}}  (1)(2)  'a'[0]  'a'.upper()  (1,2)[0]  INFO[0]  open('x')  os.fspath('x')  os.environ['NOT SET']  os.path.join('a','b')  __import__('os')  print  ...  `1`  $  1 2  1,,2  (,)  [,]
{,}  (1  1)  [1)  {1:}  {:1}  {1:2,3}  {1,2:3}  {[]:1}  {[1]}  {{}}  {(1,2):3}  {([],):1}  tuple()  tuple([1,2])  tuple('ab')  tuple(1)  tuple(1,2)  tuple(a=1)  list()  list((1,2))  list({1:2})  list(b'ab')
dict()  dict(a=1)  dict([(1,2)],a=3)  dict({1:2})  dict([1])  dict(['ab'])  dict(['abc'])  dict(1)  dict(1,2)  set()  set('a')  set([[]])  str()  str(5)  str('a')  str(1.0)  str(None)  str((1,'a'))  int()
int('42')  int(' 4_2 ')  int('x')  int(1.9)  int(-1.9)  int(None)  int(True)  float()  float('1.5')  float(3)  float('x')  float([])  bool()  bool(0)  bool('')  bool([])  bool(0.0)  bool('a')
tuple  dict(a=1,2)  dict(a=1,a=2)  dict(a=1,b=2,)  tuple((1,),)  tuple([1]).x  ('app.log', 'a', 10*1024*1024, 5)  ('app.log',)  ('app.log')  {'encoding': 'utf-8', 'delay': True}
("'%s'", 'x')  ((('a', 1), 2), )  ( ( ) )  (None,None)  ('é', '😀')  ('a' # c↵ 'b')  {"a": {"b": {"c": ()}}}  [[[[[]]]]]  {'__proto__': 1}  1;2  a=1  (a:=1)  x.y.z  x . y  INFO .x  1 .real  1.real  '' ''  b''  "a" b"a"
""".replace("\n", "  ").split("  ")


def cases():
    for form in FORMS:
        if form:
            yield case(form.replace("↵", "\n"))
    for text in ["", " ", "\n", " 1", "\t1", "\n1", "1\n", "1 \n\n", "1\n # c\n", "1\\", "\x0c1", "(\r\n1\r\n)", "'a\r\nb'", "é", "ﬁ", "1\x00", "(" * 90 + ")" * 90, "-" * 80 + "1"]:
        yield case(text)
    source = random.Random(3138)
    for _ in range(220):
        yield case(written(source, 3))
    for _ in range(260):
        text = list(written(source, 2))
        for _ in range(source.randint(1, 3)):
            at = source.randrange(len(text) + 1)
            text[at : at + source.randint(0, 1)] = source.choice(list("()[]{},:'\"\\ +-*/%|&^~<>.=#") + ["0", "1", "e", "_", "x", "b", "INFO", "**", "'''"])
        yield case("".join(text))


def case(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = outcome(lambda: encode(eval(text, dict(vars(logging)))))
        if answer.get("error", [""])[0] == "TypeError" and answer["error"][1].startswith("no JSON"):
            return {"input": text, "departure": REFUSED, "error": ["TypeError", "no JSON"]}
        if answer.get("error", [""])[0] == "IndentationError":
            answer["error"][0] = "SyntaxError"
        return {"input": text} | answer | ({"departure": REFUSED} if is_refused(text) else {})


def is_refused(text):
    try:
        tree = ast.parse(text.lstrip(" \t"), mode="eval")
    except (SyntaxError, ValueError):
        return False
    return any(not is_supported(node) for node in ast.walk(tree)) or has_odd_names(tree) or "\\N" in text


def is_supported(node):
    if not isinstance(node, NODES) or isinstance(node, (ast.Not, ast.MatMult)):
        return False
    if isinstance(node, ast.Constant):
        return not isinstance(node.value, complex) and node.value is not ...
    if isinstance(node, ast.Dict):
        return None not in node.keys
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, (ast.Name, ast.Attribute))
    if isinstance(node, ast.Call):
        few = not isinstance(node.func, ast.Name) or node.func.id != "str" or len(node.args) + len(node.keywords) < 2
        return few and isinstance(node.func, ast.Name) and node.func.id in CALLS and all(keyword.arg for keyword in node.keywords) and not (
            node.func.id == "int" and len(node.args) > 1)
    if isinstance(node, ast.BinOp):
        return is_arithmetic(node)
    return True


def is_arithmetic(node):
    operands = [outcome(lambda: eval(compile(ast.Expression(side), "", "eval"), dict(vars(logging)))) for side in (node.left, node.right)]
    values = [answer.get("expect", 0) for answer in operands]
    if all(isinstance(value, int) for value in values):
        return not isinstance(node.op, ast.Pow) or 0 <= values[1] < 1000
    if all(isinstance(value, (int, float)) for value in values):
        return isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div))
    return isinstance(node.op, ast.Add) or all(value is None or isinstance(value, (int, float)) for value in values)


def has_odd_names(tree):
    """Names that are somewhere in CPython's logging or among its built-in functions, and not here."""
    known = CALLS | {name for name in vars(logging) if name.isupper()} | {"None", "True", "False", "Formatter", "handlers", "sys"}
    return any(isinstance(node, ast.Name) and node.id not in known and (node.id in vars(logging) or node.id in dir(__builtins__) or node.id in __builtins__)
        for node in ast.walk(tree))


def written(source, depth):
    """An expression that is right, in one of the ways to write it."""
    kinds = ["integer", "integer", "text", "text", "float", "constant", "bytes"] + ["tuple", "tuple", "list", "dict", "set", "sum", "call"] * (depth > 0)
    kind = source.choice(kinds)
    inner = lambda: written(source, depth - 1)
    items = lambda: source.choice([", ", ",", " , ", ",\n "]).join(inner() for _ in range(source.randint(1, 3)))
    if kind == "integer":
        number = source.choice([0, 1, 5, 514, 1024, 2**31, 2**60, source.randrange(10**6)])
        return source.choice(["", "", "-", "+", "~"]) + source.choice([str, hex, oct, bin, lambda n: f"{n:_}"])(number)
    if kind == "float":
        return source.choice(["1.0", "0.5", ".25", "1e3", "2.", "1e-7", "1_0.5", "-3.75"])
    if kind == "text":
        body = "".join(source.choice(string.ascii_letters + " %()é😀/.\\\"'") for _ in range(source.randint(0, 8)))
        return source.choice([repr, repr, ascii, lambda text: "r" + repr(text.replace("\\", "").replace("'", "").replace('"', ""))])(body)
    if kind == "bytes":
        return repr(bytes(source.randrange(256) for _ in range(source.randint(0, 4))))
    if kind == "constant":
        return source.choice(["None", "True", "False", "INFO", "CRITICAL", "BASIC_FORMAT", "()", "[]", "{}"])
    if kind == "tuple":
        return f"({items()},)"
    if kind == "list":
        return f"[{items()}]"
    if kind == "set":
        return "{" + ", ".join(source.choice(["1", "'a'", "2.5", "(1, 'b')", "True"]) for _ in range(source.randint(1, 1))) + "}"
    if kind == "dict":
        return "{" + ", ".join(f"{source.choice(['1', repr('a'), repr('filename'), '(1,)', 'None'])}: {inner()}" for _ in range(source.randint(0, 3))) + "}"
    if kind == "sum":
        return f"{source.randint(1, 99)} {source.choice('+-*|&^')} {source.choice(['1024', 'INFO', '(2 + 3)', '1024*1024', '0x10'])}"
    return source.choice(["tuple([%s])", "list((%s,))", "dict(a=%s)", "str(%s)"]) % inner()
