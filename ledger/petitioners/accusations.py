"""Accusations against people are not this platform's: where they belong, and how they are told.

检举、控告违纪违法和职务犯罪的材料不受理、不登记、不转送，只告知去处 (PR22 第22条、第30条; JR20 第14至16条;
domain 5, 8 P4). What was sent is not kept, not even in the record of the refusal.
"""

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from ledger.petitioners.refusals import AccusationRefused, AccusedUnitNotFound
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import counted

MOST_ACCUSED = 10

_CRIMES = (
    "违纪|违法犯罪|职务犯罪|职务违法|贪污|受贿|行贿|索贿|挪用公款|滥用职权|玩忽职守|徇私|包庇|买官卖官"
    "|收受.{0,6}(?:礼金|财物|贿赂)|吃拿卡要"
)
_GAINS = (
    "(?:挪用|套取|截留|侵吞|私吞|冒领|虚报|私分).{0,8}(?:款|资金|基金|补贴|补助|低保金?|养老金|经费|公物|公房|物资)"
    "|(?:款|资金|低保金?|补贴|补助|经费|物资).{0,8}(?:挪用|套取|侵吞|私吞|冒领|私分)"
    "|优亲厚友|以权谋私|中饱私囊|吃回扣|拿回扣|收(?:了|受|取)?.{0,8}(?:红包|黑钱|好处费|贿赂|回扣)|贿赂|渎职"
    "|腐败(?![变食肉菜臭味])"
)
_PERSON = (
    "书记|(?<!班)主任|[局镇乡县市区村科股站所院校队组处部厅司](?:长)(?![期远年久时假达途江短度城虹])|会计|出纳|干部"
    "|领导(?!小组)|(?<!公司)(?<!企业)(?<!物业)(?<!工地)(?<!商家)(?<!店铺)负责人|工作人员|公务员|民警|法官"
    "|检察官|(?:村|支|两)委(?!会)|委员(?!会)|支书|村官|网格员|办事员|一把手|班子成员|同志|(?<!其)他|她|有人"
    "|某(?![村镇县市区公企路单居商业住学超店地日月年些种个处项工块条座])"
)
"""Who may hold an office, by the word for it, or whom a text leaves half unnamed. Not who keeps a
shop or a building site, nor what only ends alike (车站长期, 委员会, 领导小组).
"""
_NEAR = 20
"""So many characters of the same sentence between the two, at most."""
_SPOKEN_OF = r"(?:防止|预防|防范|杜绝|严禁|禁止|不得|避免|警惕|遏制|反对|反|不)(?:出现|发生|搞)?[^。！？!?；;，,]{0,2}$"
_TAUGHT = r"[^。！？!?；;，,]{0,4}(?:警示|案例|宣传|教育|预防|讲座|专题|展览|条例|知识|风险|防控)"
_NAMES_A_CRIME = re.compile(rf"{_CRIMES}|{_GAINS}", re.DOTALL)
_NAMES_SOMEBODY = re.compile(_PERSON)
_IN_A_LIST_OF_DONTS = re.compile(_SPOKEN_OF)
_AS_A_LESSON = re.compile(_TAUGHT)
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_ACCUSES = re.compile(
    rf"(?:检举|控告|举报|揭发|反映).{{0,40}}?(?:{_CRIMES})|(?:{_CRIMES}).{{0,40}}?(?:检举|控告|举报|揭发)"
    r"|(?:检举|控告)(?:信|材料|书)",
    re.DOTALL,
)


def is_accusation(text: str, *, of_people: bool = False) -> bool:
    """Says whether a text reads like an accusation of a breach of discipline or an office crime.

    Given:    of_people, whether it is what people say (信访、热线、舆情): then it is one without any
              word for accusing, where a crime stands near somebody in the same sentence.
    """
    bare = "".join(text.split())
    if _ACCUSES.search(bare) is not None:
        return True
    return of_people and any(_names_both(one[0]) for one in _SENTENCE.finditer(bare))


def _names_both(sentence: str) -> bool:
    """Whether a sentence names a crime near somebody, and does not warn of it or teach about it."""
    for crime in _NAMES_A_CRIME.finditer(sentence):
        before, after = sentence[: crime.start()], sentence[crime.end() :]
        if _IN_A_LIST_OF_DONTS.search(before) or _AS_A_LESSON.match(after):
            continue
        around = sentence[max(0, crime.start() - _NEAR) : crime.end() + _NEAR]
        if _NAMES_SOMEBODY.search(around):
            return True
    return False


def refuse_accusations(*texts: str, of_people: bool = False) -> None:
    """Refuses texts that read like an accusation; nothing of them is kept.

    Given:    of_people, whether it is what people say; they need no word for accusing.
    Refuses:  petitioner.accusation_refused, which says where it belongs.
    """
    if any(is_accusation(text, of_people=of_people) for text in texts):
        raise AccusationRefused


async def accused_units(sitting: Sitting, named: Sequence[UUID]) -> list[int]:
    """Gives the numbers of the units that something is against, by their public keys.

    Refuses:  petitioner.unit_not_found, record.number_refused for more than ten.
    """
    counted("accused", len(named), most=MOST_ACCUSED)
    if not named:
        return []
    found = await sitting.rows(
        select(tenant.c.id).where(tenant.c.root == sitting.root, tenant.c.uid.in_(named))
    )
    if len(found) != len(set(named)):
        raise AccusedUnitNotFound
    return sorted(row["id"] for row in found)
