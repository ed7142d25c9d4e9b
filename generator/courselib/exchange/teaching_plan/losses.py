"""What of a Word file is not taken along, or only after a decision: said with its words, so that nothing is lost silently."""

from __future__ import annotations

from dataclasses import dataclass, field

from .blocks import OBJECT

DELETED = "修订删去的文字"
#: Drawings whose words are kept elsewhere, or nowhere.
DRAWN = {"chart": "图表", "relIds": "SmartArt 图形", "OLEObject": "嵌入的对象", "altChunk": "嵌入的文档"}
_SHOWN = 40
_LISTED = 5


@dataclass(slots=True)
class Losses:
    """What was met while a document was read."""

    inserted: int = 0
    boxes: int = 0
    said: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, text: str) -> None:
        """Keep what is left out; blanks are nothing."""
        text = " ".join(text.replace(OBJECT, "").split())
        if text:
            self.said.setdefault(what, []).append(text)

    def remarks(self) -> list[str]:
        """Return it in words."""
        made = [f"修订：插入的 {self.inserted} 处已采用。"] if self.inserted else []
        if self.boxes:
            made.append(f"文本框 {self.boxes} 个，里面的字接在所在段落的后面。")
        for what, texts in self.said.items():
            shown = "；".join(t if len(t) <= _SHOWN else f"{t[:_SHOWN]}…" for t in texts[:_LISTED])
            made.append(f"{what} {len(texts)} 处没有导入：{shown}{'等' if len(texts) > _LISTED else ''}。")
        return made
