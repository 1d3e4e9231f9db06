"""What goes wrong is said in both languages, also where the library of the protocol says it."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

BY_TYPE: Mapping[str, str] = {
    "invalidFilter": "筛选条件有误，或不支持这样比较该属性",
    "tooMany": "符合条件的过多，请缩小范围",
    "uniqueness": "该值已被使用或保留",
    "mutability": "该属性不可这样修改",
    "invalidSyntax": "请求正文的结构有误",
    "invalidPath": "属性路径有误",
    "noTarget": "路径没有指到任何属性或取值",
    "invalidValue": "缺少必填的值，或值与属性不符",
    "invalidVers": "不支持这一版本的协议",
    "sensitive": "敏感信息不得写在地址里",
    "invalidCursor": "游标无效",
    "expiredCursor": "游标已过期",
    "invalidCount": "每页条数无效",
}
BY_STATUS: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "密钥缺失或无效",
    HTTPStatus.FORBIDDEN: "不予办理",
    HTTPStatus.NOT_FOUND: "本数据源没有这一项",
    HTTPStatus.METHOD_NOT_ALLOWED: "此处不支持这一请求方法",
    HTTPStatus.CONFLICT: "与现状冲突",
    HTTPStatus.PRECONDITION_FAILED: "内容已有变化，请重新读取",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "请求正文过大",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "不支持这一媒体类型",
    HTTPStatus.NOT_IMPLEMENTED: "不支持这一操作",
    HTTPStatus.SERVICE_UNAVAILABLE: "系统繁忙，请原样重发",
}
OTHERWISE = "请求未办理"
_CITED = re.compile(r"""'[^']*'|"[^"]*\"""")
"""What a detail cites of the request."""


def in_both(error: Mapping[str, Any] | None, status: int) -> dict[str, Any]:
    """Gives an error whose detail is said in Chinese, too; what says it already stays as it is."""
    said = dict(error or {})
    detail = str(said.get("detail") or "")
    if any("\u4e00" <= one <= "\u9fff" for one in _CITED.sub("", detail)):
        return said
    chinese = BY_TYPE.get(str(said.get("scimType"))) or BY_STATUS.get(status, OTHERWISE)
    said["detail"] = f"{detail} {chinese}".strip()
    return said
