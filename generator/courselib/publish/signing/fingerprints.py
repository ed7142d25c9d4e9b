"""A library's fingerprint for people: in groups of digits, as sixteen characters, and as a page to print that goes with the stick."""

from __future__ import annotations

from html import escape

import segno

from ...runtime.characters import CHARACTERS
from ..standalone import document

_SPOKEN = 16
_STYLE = """
body{margin:0 auto;max-width:42rem;padding:2rem 1rem;font:1rem/1.7 "Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;
color:#2b2622;background:#fff}
h1{font-size:1.5rem;line-height:1.3}
.spoken{font-size:2rem;letter-spacing:.15em;line-height:1.6;margin:1rem 0}
.spoken span,.digits span{display:inline-block;margin-right:1rem}
.digits{font:1.05rem/2 ui-monospace,Consolas,monospace}
svg{display:block;width:12rem;height:12rem;margin:1rem 0}
svg path{stroke:#000}
li{margin:.3rem 0}
@media print{body{padding:0}}
""".strip()


def digits(fingerprint: str) -> list[str]:
    """Return the fingerprint in groups of four digits."""
    return [fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4)]


def spoken(fingerprint: str) -> list[str]:
    """Return its first sixteen bytes as characters, in groups of four."""
    text = "".join(CHARACTERS[byte] for byte in bytes.fromhex(fingerprint)[:_SPOKEN])
    return [text[at : at + 4] for at in range(0, _SPOKEN, 4)]


def is_meant(told: str, fingerprint: str) -> bool:
    """Tell whether somebody who wrote ``told`` meant this fingerprint: all of its digits or all of its characters, in any groups."""
    plain = "".join(c for c in told.lower() if c.isalnum())
    return bool(fingerprint) and plain in (fingerprint, "".join(spoken(fingerprint)))


def fingerprint_page(name: str, fingerprint: str) -> bytes:
    """Return a page with the fingerprint in all three forms, to be printed."""
    code = segno.make(fingerprint.upper(), error="m", micro=False).svg_inline(scale=4, border=4, omitsize=True)
    groups = "".join(f"<span>{group}</span>" for group in digits(fingerprint))
    words = "".join(f"<span>{group}</span>" for group in spoken(fingerprint))
    body = f"""<main>
<h1>{escape(name)}：指纹</h1>
<p>这张纸和装着课程库的 U 盘分开保管、当面交接。收到更新时，拿屏幕上显示的指纹和这里对照：一样，才是这个课程库发布的。</p>
<p class="spoken">{words}</p>
<p class="digits">{groups}</p>
{code}
<ul>
<li>十六个字和六十四位数字说的是同一件事，对一种就够；对数字更稳妥。</li>
<li>二维码里是那六十四位数字，手机扫出来就能对照，不用联网。</li>
<li>第一次更新时命令会问指纹，也可以写 <code>courselib update 站点 更新包 --trust 指纹</code>。</li>
<li>对不上，就不要使用那份更新，打电话问发布的人。</li>
</ul>
</main>"""
    return (document(f"{name}：指纹", _STYLE, body) + "\n").encode()
