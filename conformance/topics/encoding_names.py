"""Which codec a name of an encoding means; LookupError for a name that means none."""

import codecs
from encodings import aliases

CODECS = """ascii latin_1 utf_8 utf_8_sig utf_16 utf_16_le utf_16_be utf_32 utf_32_le utf_32_be
    big5 cp932 cp949 cp950 euc_jp euc_kr gb18030 gb2312 gbk shift_jis
    cp1125 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp437 cp720 cp737 cp775 cp850 cp852 cp855 cp856
    cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 hp_roman8
    iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8 iso8859_9 iso8859_10 iso8859_11 iso8859_13
    iso8859_14 iso8859_15 iso8859_16 koi8_r koi8_t koi8_u kz1048 mac_croatian mac_cyrillic mac_greek mac_iceland
    mac_latin2 mac_roman mac_romanian mac_turkish ptcp154 tis_620""".split()
OTHERS = """big5hkscs cp037 cp273 cp424 cp500 cp875 cp1006 cp1026 cp1140 euc_jis_2004 euc_jisx0213 hz iso2022_jp iso2022_jp_1
    iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr johab mac_arabic mac_farsi palmos shift_jis_2004
    shift_jisx0213 utf_7 punycode idna unicode_escape raw_unicode_escape charmap undefined""".split()
ODD = ["", " ", "-", "nope", "utf", "UTF-8", "Utf 8", "utf__8", "_utf_8_", "utf.8", "utf/8", "utf8!", "utf–8", "ü8", "latin 1",
       "ISO-8859-1", "iso_8859-15:x", "iso8859.2", "ANSI_X3.4-1968", "iso_646.irv_1991", "windows-1251", "Windows 1252",
       "utf-16LE", "UTF-16BE", "L1", "646", "8859", "cp-1251", "1251", "cp01251", "hex", "mbcs", "x-mac-japanese"]
REASON = "encodings that keep a state between characters, EBCDIC and some rarer ones are unknown here"


def codec(name):
    return codecs.lookup(name).name.replace("-", "_")


def cases():
    known = {codec(name): name for name in CODECS}
    names = [*CODECS, *(name for name in aliases.aliases if aliases.aliases[name] in CODECS), *ODD, *OTHERS]
    for name in names:
        try:
            if not codecs.lookup(name)._is_text_encoding:
                raise LookupError(f"unknown encoding: {name}")
            answer = {"expect": known.get(codec(name))}
        except LookupError:
            answer = {"error": ["LookupError", f"unknown encoding: {name}"]}
        if answer.get("expect", "") is None:
            answer["departure"] = REASON
        yield {"input": name, **answer}
