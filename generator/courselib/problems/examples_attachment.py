"""Examples of problems with attachments (A)."""

from __future__ import annotations

from .example import Example

ATTACHMENT = (
    Example(
        "A101", "words", "附件里什么也没有，多半是复制、下载没有做完。从原来的地方再复制一次。",
        "media/notes/jianghua.txt，0 字节", "media/notes/jianghua.txt，打得开", path="media/notes/jianghua.txt", recipe="empty",
    ),
    Example(
        "A102", "name", "文件的内容不是后缀说的那一种，别人打不开。改后缀，或另存成这一种；手机的 HEIC 图片要导出为 JPEG。",
        "media/notes/jianghua.pdf", "media/notes/jianghua.txt",
    ),
    Example(
        "A103", "words", "图片、文档打不开，多半是复制、下载没有做完。从原来的地方再复制一次，或用原来的软件打开另存一份。",
        "只传了一半的 media/notes/xianchang.jpg", "完整的 media/notes/xianchang.jpg",
        path="media/notes/xianchang.gif", recipe="cut-picture",
    ),
    Example(
        "A104", "words", "图片的长和宽太大，打开时手机、旧电脑的内存不够。缩小以后再放。",
        "50000×50000 个像素的图片", "4000×3000 个像素的图片", path="media/notes/quanjing.gif", recipe="huge-picture",
    ),
    Example(
        "A105", "words", "附件照样发布，只是里面的文字没有都进检索：设了打开密码，或太长、太大。要能检索到，去掉密码，或分成几个文件。",
        "设了打开密码的 PDF", "没有密码的 PDF", path="media/notes/neibu.pdf", recipe="locked-pdf",
    ),
    Example(
        "A106", "plan", "附件太多太大，站点不好拷贝。plan.yml 的 media_budget 写着最多多少 MB；提示里列出了最大的几个。",
        "media_budget: 0", "media_budget: 500", path="plan.yml",
    ),
)
