"""Python values in JSON: what JSON cannot say is an object with one key that starts with $.

    3 -> 3            2**70 -> {"$int": "1180591620717411303424"}      1.0 -> {"$float": "1.0"}
    (1, 'a') -> {"$tuple": [1, "a"]}     {'a': 1} -> {"$dict": [["a", 1]]}     b'x' -> {"$bytes": "78"}
"""


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
    raise TypeError(f"no JSON for {value!r}")


def outcome(function, *arguments):
    """What a call gives, as the part of a case that says what is expected."""
    try:
        return {"expect": function(*arguments)}
    except Exception as error:
        return {"error": [type(error).__name__, str(error)]}
