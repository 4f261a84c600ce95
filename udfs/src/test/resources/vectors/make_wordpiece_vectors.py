"""Makes wordpiece.json: texts and their ids by Hugging Face's tokenizer (pip install tokenizers)."""

import json
import os
import tempfile

from tokenizers import BertWordPieceTokenizer

pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
pieces += [chr(c) for c in range(33, 127)] + ["##" + chr(c) for c in range(97, 123)]
pieces += ["##" + d for d in "0123456789"] + ["##A", "##É", "é", "ß", "##ß", "“", "”", "—", "…"]
pieces += ["我", "北", "京", "σ", "##σ", "##ς", "ς", "한", "##국", "ᄒ", "##ᅡ", "##ᆫ", "हि", "ह", "##न"]
pieces += "hello world un ##aff ##able token ##iz ##ation ##ers creme brulee the The test".split()

texts = [
    "Hello, World! It's a test.",
    "Crème brûlée à la façon d'Émilie, ÅNGSTRÖM",
    "naïve café — “quoted” … end",
    "unaffable Tokenizers tokenization The the THE",
    "我爱北京天安门 and 日本語",
    "한국어 텍스트",
    "tabs\tand\nnewlines\r\nand\u00a0no-break\u3000wide",
    "zero\u200bwidth\u0000nul\ufffdreplaced\u0007bell",
    "emoji 😀 and 𝒜 math 𠀀 han",
    "$100 + 50% = ~£75 <tag> ^caret `tick` |pipe| {x} [y]",
    "e-mail: someone@example.org, http://a.b/c?d=e&f=g#h",
    "İstanbul IŞIK ΣΊΣΥΦΟΣ straße",
    "हिन्दी العربية",
    "x" * 100,
    "x" * 101,
    "é" * 100,
    "😀" * 101,
    "...!!!???---___",
    "3.14 1,000,000 1e-5",
    "   leading and trailing   ",
    "line\u2028para\u2029next\u0085vt\u000bff\u000c",
    "a\u0301\u0323 combining ﬁ ½ Ⅷ",
]

vectors = []
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "vocab.txt")
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(pieces) + "\n")
    for lower in (True, False):
        tokenizer = BertWordPieceTokenizer(path, lowercase=lower, strip_accents=lower)
        for text in texts:
            vectors.append({"lowerCase": lower, "text": text, "ids": tokenizer.encode(text).ids})

folder = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(folder, "wordpiece.json"), "w", encoding="utf-8") as out:
    json.dump({"vocabulary": pieces, "vectors": vectors}, out, indent=None, separators=(",", ":"))
    out.write("\n")
