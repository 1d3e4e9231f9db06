"""Markings of state secrets (密级标志), which no text and no file name here may bear.

国家秘密不进互联网、不进本平台 (《保守国家秘密法》2024; domain 8, P15). Found is the marking (机密★10年,
【绝密】, 密级：秘密, 机密文件), not the syllables (手机密码, 拒绝密切接触), nor keeping secrets as a
duty (保守国家秘密), nor a trade's own (商业机密).
"""

import re

_GAP = "[ \t\u3000]*"
_LEVEL = rf"[绝机秘]{_GAP}密"
_OPEN, _CLOSE = r"[【〔\[（(「『《<_\-]", r"[】〕\]）)」』》>_\-.★☆]"
_MARKED = re.compile(
    # 机密★10年; 绝密级; 密级：秘密; 【机密】; a line of its own; a kind of paper.
    rf"{_LEVEL}{_GAP}[★☆*＊]|{_LEVEL}级(?!别)|密{_GAP}级{_GAP}[:：为是]{_GAP}{_LEVEL}"
    rf"|{_OPEN}{_GAP}{_LEVEL}{_GAP}{_CLOSE}|^{_GAP}{_LEVEL}{_GAP}(?=$|{_CLOSE}|[:：])"
    rf"|(?:^|[^拒杜断隔谢手随主时司危动商业有趣])(?:绝{_GAP}密|机{_GAP}密)"
    r"(?:公文|文件|件|电报|资料|材料|会议|纪要|档案|情报|信息|事项|内容|载体|以上|$|[，。；、])"
    rf"|(?:属于|属|涉及|涉|定为|列为|含有|含)(?:一项)?国家{_GAP}秘密|国家秘密(?:文件|资料|材料|事项|信息|[★☆])"
    r"|\b(?:TOP SECRET|STATE SECRET)\b",
    re.MULTILINE,
)


def marked(text: str) -> bool:
    """Says whether a text bears the marking of a state secret."""
    return ("密" in text or "SECRET" in text) and _MARKED.search(text) is not None
