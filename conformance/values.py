"""Python values in JSON: what JSON cannot say is an object with one key that starts with $.

    3 -> 3            2**70 -> {"$int": "1180591620717411303424"}      1.0 -> {"$float": "1.0"}
    (1, 'a') -> {"$tuple": [1, "a"]}     {'a': 1} -> {"$dict": [["a", 1]]}     b'x' -> {"$bytes": "78"}
    a moment in UTC -> {"$date": milliseconds}     instance("Foo", x=1) -> {"$object": ["Foo", [["x", 1]]]}
"""

import datetime

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class Instance:
    """What an instance of a class of the user's is in JavaScript: attributes, and no text of its own."""

    def __repr__(self):
        return f"<{type(self).__name__} object>"


def instance(name, /, **attributes):
    made = type(name, (Instance,), {})()
    made.__dict__.update(attributes)
    return made


def moment(milliseconds):
    return EPOCH + datetime.timedelta(milliseconds=milliseconds)


def encode(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else {"$int": str(value)}
    if isinstance(value, float):
        return {"$float": repr(value)}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, tuple):
        return {"$tuple": [encode(item) for item in value]}
    if isinstance(value, (set, frozenset)):
        return {"$set": [encode(item) for item in value]}
    if isinstance(value, dict):
        return {"$dict": [[encode(key), encode(item)] for key, item in value.items()]}
    if isinstance(value, bytes):
        return {"$bytes": value.hex()}
    if isinstance(value, datetime.datetime):
        return {"$date": (value - EPOCH) // datetime.timedelta(milliseconds=1)}
    if isinstance(value, Instance):
        return {"$object": [type(value).__name__, encode(value.__dict__)["$dict"]]}
    raise TypeError(f"no JSON for {value!r}")


def decode(value):
    """The Python value for what `encode` wrote."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    [(tag, content)] = value.items()
    return DECODERS[tag](content)


DECODERS = {
    "$int": int,
    "$float": float,
    "$tuple": lambda items: tuple(map(decode, items)),
    "$set": lambda items: set(map(decode, items)),
    "$dict": lambda pairs: {decode(key): decode(item) for key, item in pairs},
    "$bytes": bytes.fromhex,
    "$date": moment,
    "$object": lambda content: instance(content[0], **{key: decode(item) for key, item in content[1]}),
}


def outcome(function, *arguments):
    """What a call gives, as the part of a case that says what is expected."""
    try:
        return {"expect": function(*arguments)}
    except Exception as error:
        return {"error": [type(error).__name__, str(error)]}
