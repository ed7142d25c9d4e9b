"""How a fingerprint is shown to people who compare it with a sheet of paper: as sixteen characters, and as all of its digits.

One character stands for each of the first sixteen bytes: as many as nobody can forge, in a form that is read aloud in a breath.
The characters are frequent ones that no other of them is taken for; they are the same in every version of the program.
"""

from __future__ import annotations

#: One for each value of a byte.
CHARACTERS = (
    "一是在有和这中为上个国以要时来用生到作地出就分对成会可主发年动同"
    "工也能下过子说产种面而方后多定行学法所民得经十三之进等部度家电力"
    "里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开"
    "合还因由其些然前外政四社义事平形相全表间样与关各重新线内数正心明"
    "看原又利比或但质气第向道此变条只结解问意建月公系很情者最立代想通"
    "并提直题党程展五果料象员位常文总次品式活设及管特件长求老头基资边"
    "流路级少图山统接知较将组见计别手角期根论运农指几九区强放决西做必"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器志世金增"
)
_SPOKEN, _GROUP = 16, 4


def spoken(fingerprint: str) -> str:
    """Return the characters of a fingerprint in hexadecimal digits, in groups."""
    return _grouped("".join(CHARACTERS[byte] for byte in bytes.fromhex(fingerprint)[:_SPOKEN]))


def digits(fingerprint: str) -> str:
    """Return all digits of a fingerprint, in groups."""
    return _grouped(fingerprint)


def _grouped(text: str) -> str:
    return " ".join(text[i:i + _GROUP] for i in range(0, len(text), _GROUP))
