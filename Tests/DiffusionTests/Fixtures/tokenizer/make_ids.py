"""Writes ids.json: texts and the ids that transformers' CLIPTokenizer gives them, with two vocabularies.

Run in this folder:  python make_ids.py PATH-TO-SCENES/tokenizer
Made with transformers 5.23.0 and tokenizers 0.23.3. One row a line: text, ids with the scenes vocabulary (at most 24 with
start and end), ids with CLIP's (at most 77); start, end and padding are left out.
"""
import json
import random
import sys
import unicodedata

from transformers import CLIPTokenizer

rng = random.Random(20)
scenes = CLIPTokenizer.from_pretrained(sys.argv[1])
clip = CLIPTokenizer.from_pretrained("../../../../models/clip-tokenizer")
clip.model_max_length = 77

texts = [
    "", " ", "   ", "\n", "\t \r\n", "a", "A", "a photo of a cat", "A PHOTO OF A CAT", "  a  photo\tof\na cat ",
    "a sunflower left of a blue heart on sand", "a large pizza on black", "a fox and a car", "a butterfly above a ladybug on sky",
    "pineapple, strawberry & watermelon", "small snowman right of a red circle on grass", "don't", "DON'T", "don’t",
    "we're they've I'm he'll she'd it's 'tis 'twas", "'s 't 're 've 'm 'll 'd", "''s'", "'S'T'RE", "rock'n'roll", "o'clock's", "'", "''",
    "t-shirt", "state-of-the-art", "a_b", "3.5", "1,000,000", "10x", "x10", "2024-11-23", "½ ² ⅷ ١٢٣ 〇", "1st 2nd", "0123456789",
    "<|startoftext|>", "<|endoftext|>", "a<|endoftext|>b", "<|ENDOFTEXT|> a", "<|StartOfText|>", "<|endoftext|", "<<|endoftext|>>",
    "a,<|startoftext|>,b", "!<|ENDOFTEXT|>!", "<|endoftext|><|endoftext|>", "<|endoftext|>\u0301", "<|endoftext|>\u0338", "<| endoftext |>",
    "#", "##", "# #", "#version: 0.2", "# :", "# …", "#hashtag", "C# and F#", "e\u0301", "é", "E\u0301", "Å Å A\u030a", "ﬁ ﬂ", "ß ẞ",
    "İstanbul", "ı I i", "ΣΑΣ σας", "Ω Ω", "ǅ ǆ", "가 \u1100\u1161 \u1100\u1161\u11a8", "日本語の写真", "猫 と 犬", "안녕하세요", "Привет, мир!",
    "مرحبا بالعالم", "שלום", "नमस्ते", "ภาษาไทย", "བོད་", "🐶", "🐶🐱", "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "❤️ ❤", "👍🏽", "1️⃣", "😂😂😂", "a🐶b", "\u200b", "a\u200bb",
    "\ufeffa", "a\u00adb", "a\u00a0b", "a\u3000b", "a\u2028b\u2029c", "a\u0085b", "a\u180eb", "a\u001cb\u001db\u001eb\u001fb", "\x00", "a\x00b", "\x7f",
    "\ufffd", "\ufffe\uffff", "\U0010ffff", "\ue000", "\U0001f9ff", "…", "—–-", "“quoted”", "«a»", "(a) [b] {c}", "a/b\\c|d", "50% off!!!",
    "$5 €5 £5", "a+b=c", "x^2", "~tilde~", "`code`", "@user #tag", "http://example.org/a?b=c&d=e", "me@example.org", "...", ". . .", "?!?!",
    "\U00016ea0", "\u088f", "\u0344", "\u0958", "\u212b", "\u1e9b\u0323", "\u0041\u0328\u0301\u0323", "\u0f43", "\ufb1d", "\U0002f800", "\U0001d15e",
]
texts += [f"a{chr(c)}b {chr(c)}" for c in list(range(0x20)) + list(range(0x7F, 0xA1)) + [0x1680, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x2060]]

things = "dog cat fox sunflower ladybug butterfly watermelon strawberry pineapple airplane snowman mushroom hamburger heart circle square car house tree".split()
colours = "red orange yellow green blue purple".split()
relations = ["left of", "right of", "above", "below", "and"]
grounds = "white grey black sand sky grass".split()
for _ in range(250):
    text = f"a {rng.choice(['', 'small ', 'large ', rng.choice(colours) + ' '])}{rng.choice(things)} {rng.choice(relations)} a {rng.choice(things)} on {rng.choice(grounds)}"
    texts.append(rng.choice([str, str.upper, str.title])(text))

words = [t[:-4] for t in clip.get_vocab() if t.endswith("</w>") and t[:-4].isascii() and t[:-4].isalnum()]
words.sort()
marks = ["", "", "", "", ",", ".", "!", "?", ";", ":", "'s", "n't", "'re", "...", ")", "\""]
for _ in range(450):
    text = ""
    for _ in range(rng.randint(1, 14)):
        word = rng.choice(words)
        word = rng.choice([word, word, word, word.upper(), word.capitalize()])
        text += word + rng.choice(marks) + rng.choice([" ", " ", " ", "", "  ", "-", "\n"])
    texts.append(text)
for _ in range(60):
    texts.append(" ".join(rng.choice(words) + rng.choice(marks) for _ in range(rng.randint(60, 140))))
texts += ["a" * 3000, "ab" * 500, "!" * 500, "1" * 300, "🐶" * 60, "é" * 200, "x " * 300, "'s" * 100, "\u0301" * 40, " " * 2000 + "a"]

def pick(ranges):
    while True:
        low, high = rng.choice(ranges)
        c = rng.randint(low, high)
        if not 0xD800 <= c < 0xE000:
            return chr(c)

scripts = {
    "ascii": [(0x20, 0x7E)], "punctuation": [(0x21, 0x2F), (0x3A, 0x40), (0x5B, 0x60), (0x7B, 0x7E), (0x2010, 0x205E), (0x73, 0x74)],
    "digits": [(0x30, 0x39), (0x2C, 0x2E), (0x660, 0x669), (0x966, 0x96F), (0xBC, 0xBE), (0x2160, 0x2188)],
    "latin": [(0xC0, 0x24F), (0x1E00, 0x1EFF), (0x41, 0x7A)], "greek": [(0x370, 0x3FF), (0x1F00, 0x1FFF)], "cyrillic": [(0x400, 0x52F)],
    "hebrew": [(0x591, 0x5F4), (0xFB1D, 0xFB4F)], "arabic": [(0x600, 0x6FF), (0x750, 0x77F)], "indic": [(0x900, 0xDFF)], "thai": [(0xE00, 0xFFF)],
    "hangul": [(0x1100, 0x11FF), (0xAC00, 0xD7A3)], "jamo": [(0x1100, 0x1112), (0x1161, 0x1175), (0x11A7, 0x11C2)], "cjk": [(0x3040, 0x30FF), (0x4E00, 0x9FFF), (0x3000, 0x303F)],
    "compatibility": [(0xF900, 0xFAFF), (0x2F800, 0x2FA1D)], "marks": [(0x61, 0x7A), (0x300, 0x36F), (0x300, 0x36F), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0)],
    "letterlike": [(0x2100, 0x214F), (0x1D400, 0x1D7FF), (0x2460, 0x24FF)], "symbols": [(0x2190, 0x2BFF), (0x1D100, 0x1D1FF)],
    "emoji": [(0x1F300, 0x1FAFF), (0x1F300, 0x1FAFF), (0x200D, 0x200D), (0xFE0F, 0xFE0F), (0x1F3FB, 0x1F3FF), (0x1F1E6, 0x1F1FF), (0x20, 0x20)],
    "control": [(0x0, 0x1F), (0x7F, 0xA0), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x61, 0x66)],
    "anything": [(0x0, 0x10FFFF)], "low planes": [(0x0, 0x33FFF)], "everyday": [(0x20, 0x7E), (0xA0, 0xFF), (0x1F600, 0x1F64F), (0x2018, 0x201D), (0x300, 0x304)],
    "kirat": [(0x16D60, 0x16D6A)], "byzantine": [(0x1D000, 0x1D0F5)],
}
for name, ranges in scripts.items():
    for _ in range(48):
        n = rng.randint(1, 14)
        text = ""
        for _ in range(n):
            text += pick(ranges)
            if rng.random() < 0.12:
                text += " "
        texts.append(text)
# Composition: composed and decomposed forms of characters that have both.
composed = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000 and unicodedata.decomposition(chr(c)) and not unicodedata.decomposition(chr(c)).startswith("<")]
for _ in range(150):
    c = rng.choice(composed)
    texts.append(rng.choice(["", "x"]) + unicodedata.normalize("NFD", c) + rng.choice(["", " ", "\u0323", "\u0301a"]) + c)
# The special tokens among others.
for _ in range(60):
    parts = [rng.choice(["<|startoftext|>", "<|endoftext|>", "<|EndOfText|>", "a", "dog", ",", " ", "<|", "|>", "é", "'s", "\u0301", "endoftext"]) for _ in range(rng.randint(2, 7))]
    texts.append("".join(parts))

seen = set()
texts = [t for t in texts if not (t in seen or seen.add(t))]
def ids(tokenizer, length):
    rows = []
    for t in texts:
        row = tokenizer(t, truncation=True, max_length=length).input_ids
        assert row[0] == tokenizer.bos_token_id and row[-1] == tokenizer.eos_token_id and len(row) <= length
        rows.append(row[1:-1])
    return rows
rows = zip(texts, ids(scenes, 24), ids(clip, 77))
with open("ids.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n")
print(len(texts))
