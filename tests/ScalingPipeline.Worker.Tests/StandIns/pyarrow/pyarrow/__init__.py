"""Stand-in for pyarrow: types, arrays and tables as plain values."""


def int64():
    return "int64"


def float32():
    return "float32"


def float64():
    return "float64"


def list_(kind):
    return f"list<{kind}>"


def array(values, type):
    return type, list(values)


def table(columns):
    return columns
