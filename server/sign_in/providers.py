"""The identity providers of a deployment, as data: where they are and how their claims are read.

One provider is named by OIDC_ISSUER and OIDC_AUDIENCE; several, and what their claims mean, stand in
the YAML file that OIDC_PROVIDERS names (docs/oidc.md). Without an address of keys they are found by
discovery, whatever the product.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from server.settings import Mode, SettingRefused, Settings
from server.sign_in.authentication import Claims, Issuer
from server.sign_in.token_keys import ProviderKeys, discovered, is_safe
from storage import ids

__all__ = ["providers_of"]

_NAME = "OIDC_PROVIDERS"
_KEYS = {"issuer", "audience", "jwks_url", "subject", "post", "levels", "clients"}


def providers_of(settings: Settings) -> tuple[Issuer, ...]:
    """Gives the providers that the settings name.

    Refuses: SettingRefused for an entry that cannot be meant.
    """
    found: list[Issuer] = []
    if settings.oidc_issuer and settings.oidc_audience:
        keys = _keys(settings.oidc_issuer, settings.oidc_jwks_url, settings)
        ours = (settings.oidc_client_id,) if settings.oidc_client_id else ()
        found.append(Issuer(settings.oidc_issuer, settings.oidc_audience, keys, clients=ours))
    if settings.oidc_providers is not None:
        found += [_provider(entry, settings) for entry in _entries(settings.oidc_providers)]
    names = [one.name for one in found]
    if len(names) != len(set(names)):
        raise SettingRefused(
            _NAME, ", ".join(names), "each issuer stands once", zh="每个签发者只能出现一次"
        )
    return tuple(found)


def _entries(path: Path) -> list[Mapping[str, Any]]:
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as unread:
        raise SettingRefused(
            _NAME, str(path), "a YAML file is needed", zh="须为 YAML 文件"
        ) from unread
    listed = said.get("providers") if isinstance(said, dict) else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise SettingRefused(
            _NAME, str(path), "the file has a list `providers`", zh="文件须含列表 providers"
        )
    return listed


def _provider(entry: Mapping[str, Any], settings: Settings) -> Issuer:
    unknown = set(entry) - _KEYS
    if unknown:
        raise SettingRefused(
            _NAME,
            ", ".join(sorted(unknown)),
            f"known are {sorted(_KEYS)}",
            zh=f"可用的键：{sorted(_KEYS)}",
        )
    issuer, audience = _text(entry, "issuer"), _text(entry, "audience")
    url = _text(entry, "jwks_url") if "jwks_url" in entry else None
    post = entry.get("post") or {}
    if not isinstance(post, dict) or set(post) - {"claim", "posts"}:
        raise SettingRefused(
            _NAME,
            "post",
            "a `claim` and a mapping `posts` are needed",
            zh="须有 claim 和对照表 posts",
        )
    reads = Claims(
        subject=_text(entry, "subject") if "subject" in entry else "sub",
        post=_text(post, "claim") if post else None,
        posts={str(said): _post(named) for said, named in (post.get("posts") or {}).items()},
        levels={str(acr): _level(level) for acr, level in (entry.get("levels") or {}).items()},
    )
    keys = _keys(issuer, url, settings)
    return Issuer(issuer, audience, keys, reads, _clients(entry, issuer, settings))


def _clients(entry: Mapping[str, Any], issuer: str, settings: Settings) -> tuple[str, ...]:
    listed = entry.get("clients", [])
    if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
        raise SettingRefused(
            _NAME, "clients", "a list of client ids is needed", zh="须为客户端标识的列表"
        )
    # People are sent there with a browser.
    if listed and not is_safe(issuer, loopback=settings.mode is not Mode.PRODUCTION):
        raise SettingRefused(
            _NAME,
            issuer,
            "people sign in by https, or on loopback",
            zh="人员登录须经 https 或本机地址",
        )
    return tuple(listed)


def _keys(issuer: str, url: str | None, settings: Settings) -> ProviderKeys:
    trying = settings.mode is not Mode.PRODUCTION
    if not is_safe(url or issuer, loopback=trying):
        raise SettingRefused(
            _NAME, url or issuer, "keys are fetched by https only", zh="公钥只经 https 获取"
        )
    if url is not None:
        return ProviderKeys(url)
    place = issuer.rstrip("/") + "/.well-known/openid-configuration"
    return ProviderKeys(place, fetch=discovered(issuer, loopback=trying))


def _text(entry: Mapping[str, Any], name: str) -> str:
    found = entry.get(name)
    if not isinstance(found, str) or not found:
        raise SettingRefused(_NAME, name, "a text is needed", zh="须为文字")
    return found


def _post(named: Any) -> UUID:
    found = ids.parsed(str(named))
    if found is None or found[0] != "Post":
        raise SettingRefused(
            _NAME,
            str(named),
            "a post is named by its id, as Post_…",
            zh="职务须写其标识，如 Post_…",
        )
    return found[1]


def _level(said: Any) -> int:
    if said not in {1, 2} or isinstance(said, bool):
        raise SettingRefused(
            _NAME,
            str(said),
            "a level is 1, signed in, or 2, with a second factor",
            zh="级别为 1（已登录）或 2（含第二因素）",
        )
    return int(said)
