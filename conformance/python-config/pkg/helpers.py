import os.path as osp


def stream():
    return "ext://sys.stdout"


def log_path(name, *, ext="log"):
    return osp.join("/var/log", name, f"{name}.{ext}")
