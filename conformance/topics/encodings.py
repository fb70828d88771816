"""What a text file opened with an encoding and errors= holds after one write: bytes in hexadecimal, or the error."""

import io
import random

from values import outcome

ENCODINGS = """utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be ascii latin-1 cp1250 cp1251 cp1252
    cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp850 cp852 cp866 cp864 cp874 iso-8859-2 iso-8859-5 iso-8859-7
    iso-8859-8 iso-8859-15 koi8-r koi8-u koi8-t mac-roman mac-cyrillic hp-roman8 kz1048 tis-620 shift_jis cp932 euc_jp
    big5 cp950 gbk gb2312 gb18030 euc_kr cp949""".split()
ERRORS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape",
          "surrogatepass", "nope"]
PIECES = ["a", "plain", " ", "\n", "%", "\\", "é", "ß", "€", "✓", "Ж", "привет", "Ελ", "שלום", "سلام", "ไทย", "日本", "カナ", "ｶﾅ",
          "中文", "〜−¢£", "한글", "갂뷁", "😀", "𠀀", "\x80", "\x9f", "\xa0", "\xad", "\u2028", "\ufeff", "\ufffd", "\ue000",
          "\udc80", "\udcff", "\ud800", "\udfff"]
NO_NAMES = "Node has no names of characters: errors='namereplace' is a LookupError where one is needed"


def answer(encoding, errors, text):
    file = io.BytesIO()
    wrapper = io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
    wrapper.write(text)
    wrapper.flush()
    return file.getvalue().hex()


def is_pair(first, second):
    """Two halves in a row are two characters in Python and one in JavaScript."""
    return "\ud800" <= first[-1:] <= "\udbff" and "\udc00" <= second[:1] <= "\udfff"


def text(generator):
    result = ""
    for _ in range(generator.choice([1, 2, 3, 5, 8])):
        piece = generator.choice(PIECES)
        if not is_pair(result, piece):
            result += piece
    return result


def cases():
    generator = random.Random("encodings")
    for encoding in ENCODINGS:
        for errors in ERRORS:
            for number in range(8):
                words = "plain text\n" if number == 0 else text(generator)
                case = {"input": [encoding, errors, words], **outcome(answer, encoding, errors, words)}
                if errors == "namereplace" and b"\\N{" in namereplaced(case):
                    case["departure"] = NO_NAMES
                yield case


def namereplaced(case):
    return bytes.fromhex(case.get("expect", "")).replace(b"\0", b"")
