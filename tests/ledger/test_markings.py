"""Nothing that bears the marking of a state secret is written here; talk of secrecy may be."""

import uuid

import pytest

from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.responsibilities.prepare_upload import PrepareUpload, prepare_upload
from tenants.markings import marked

BEARS = (
    "机密★10年", "绝密★", "秘密★5年", "机  密 ★ 20年", "【绝密】", "（机密）会议通知", "密级：秘密",
    "密级为机密", "会议纪要_机密.pdf", "[绝密]方案.docx", "绝密级文件", "机密文件散落在村委会",
    "把机密材料交给了他", "本件属于国家秘密，不得外传", "涉及国家秘密的事项", "秘密", "机密：关于部署的通知",
    "下面抄一段\n绝密\n第一条", "关于布防的国家秘密资料", "TOP SECRET", "附件为机密以上载体",
)  # fmt: skip  # columns side by side
BEARS_NONE = (
    "手机密码忘了", "随机密码发不到手机", "拒绝密切接触", "杜绝密闭空间作业", "加强保密教育", "保守国家秘密",
    "商业机密被泄露", "主机密集散热差", "时机密切相关", "人口密集", "密切联系群众", "个人隐私保密",
    "保密工作责任制不落实", "国家秘密保护宣传未开展", "秘密投票没有进行", "秘密选举", "司机密谋涨价",
    "稠密的树林", "保密协议没有签", "密码箱坏了", "动机密不透风", "secret ballot",
)  # fmt: skip  # columns side by side


@pytest.mark.parametrize("text", BEARS)
def test_a_marking_is_found(text: str) -> None:
    assert marked(text)


@pytest.mark.parametrize("text", BEARS_NONE)
def test_other_words_are_none(text: str) -> None:
    assert not marked(text)


@pytest.mark.parametrize("field", ["title", "facts", "place", "source"])
async def test_no_problem_bears_one(stage, field) -> None:
    said = {"title": "档案", "facts": "散落", field: "机密★10年"}
    given = ReportProblem(uuid.uuid4(), "AUDIT", **said)
    refusal = await stage.refused("a1x.handler", report_problem, given)
    assert refusal.code == "record.marked_secret"
    assert "★" not in refusal.message("zh") + refusal.message("en")
    assert stage.one("select count(*) from app.problem") == 0
    assert "★" not in (stage.one("select string_agg(facts::text, '') from audit.event") or "")
    plain = ReportProblem(uuid.uuid4(), "AUDIT", "保密工作责任制不落实", "散落")
    assert await stage.done("a1x.handler", report_problem, plain)


async def test_no_file_is_named_by_one(stage) -> None:
    given = PrepareUpload("会议纪要_机密.pdf", 5, "0" * 64, "application/pdf")
    refusal = await stage.refused("a1x.handler", prepare_upload, given)
    assert refusal.code == "record.marked_secret"
    assert stage.one("select count(*) from app.file") == 0
