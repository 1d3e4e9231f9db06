"""Everything the environment may say, read in one place and checked before anything starts."""

import dataclasses
import os
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from server.mendable import Mendable

DATABASE_SCHEMES = ("postgresql", "postgres")
LONGEST_NUMBER = 9
SAFE_ISSUER = re.compile(r"https://[^/]|http://(localhost|127\.0\.0\.1|\[::1\])([:/]|$)")


class Mode(StrEnum):
    """How strict the server is with its surroundings."""

    DEMO = "demo"
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class SettingRefused(Mendable):
    """A setting has a value that cannot be meant; the message names it and says what may stand."""

    def __init__(self, name: str, value: str, wanted: str, *, zh: str) -> None:
        given = f"{name}={value!r}"
        super().__init__(f"{given} cannot be used: {wanted}. 设置 {given} 无法使用：{zh}。")
        self.name = name


@dataclasses.dataclass(frozen=True)
class Limits:
    """What one request may send, and how long it may take; what a document may ask for is told in
    `schema.limits`.
    """

    body_bytes: int = 256 * 1024
    upload_bytes: int = 20 * 1024 * 1024
    statement_seconds: float = 5.0


@dataclasses.dataclass(frozen=True)
class Settings:
    """The settings of one process.

    `database_url` is the app role's; without it the embedded server is used. The other URLs are
    those of the roles that other commands need: the bootstrap role may create roles and is
    for `levelwise migrate` only. `keys` is LEVELWISE_KEYS as it stands, read by tenants.context;
    `vault_keys` is LEVELWISE_VAULT_KEYS, read by ledger.petitioners.vault, and `audit_keys`
    LEVELWISE_AUDIT_KEYS, read by ledger.audit.signing: no database sees either.
    """

    mode: Mode = Mode.DEVELOPMENT
    home: Path = Path(".levelwise")
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    database_url: str | None = None
    bootstrap_url: str | None = None
    migrator_url: str | None = None
    relay_url: str | None = None
    auditor_url: str | None = None
    keys: str | None = dataclasses.field(default=None, repr=False)
    vault_keys: str | None = dataclasses.field(default=None, repr=False)
    audit_keys: str | None = dataclasses.field(default=None, repr=False)
    oidc_issuer: str | None = None
    oidc_audience: str | None = None
    oidc_jwks_url: str | None = None
    oidc_providers: Path | None = None
    oidc_client_id: str | None = None
    oidc_scope: str = "openid"
    cors_origins: tuple[str, ...] = ()
    files_url: str | None = None
    public_url: str | None = None
    smtp_url: str | None = dataclasses.field(default=None, repr=False)
    mail_from: str | None = None
    gateway_url: str | None = None
    gateway_secret: str | None = dataclasses.field(default=None, repr=False)
    gateway_inner_hosts: tuple[str, ...] = ()
    notice_link: str | None = None
    webhook_inner_hosts: tuple[str, ...] = ()
    relay_workers: int = 4
    reading_connections: int = 8
    acting_connections: int = 8
    limits: Limits = dataclasses.field(default_factory=Limits)

    @property
    def database_dir(self) -> Path:
        """The folder of the embedded server's data."""
        return self.home / "postgres"

    @property
    def base_url(self) -> str:
        """Where browsers find this server."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def link(self) -> str:
        """What notices lead to."""
        return self.notice_link or self.base_url

    @property
    def demo(self) -> bool:
        """Whether this is the demo, which alone may use its own issuer."""
        return self.mode is Mode.DEMO


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """Reads the settings from the environment.

    Refuses: SettingRefused for the first value that cannot be meant.
    """
    source = _Source(os.environ if environment is None else environment)
    mode = source.mode()
    settings = Settings(
        mode=mode,
        home=Path(source.text("LEVELWISE_HOME") or ".levelwise"),
        host=source.text("HOST") or "127.0.0.1",
        port=source.number("PORT", 8000, least=1, most=65535),
        workers=source.number("LEVELWISE_WORKERS", 1, least=1, most=64),
        database_url=source.address("DATABASE_URL", schemes=DATABASE_SCHEMES),
        bootstrap_url=source.address("BOOTSTRAP_URL", schemes=DATABASE_SCHEMES),
        migrator_url=source.address("MIGRATOR_URL", schemes=DATABASE_SCHEMES),
        relay_url=source.address("RELAY_URL", schemes=DATABASE_SCHEMES),
        auditor_url=source.address("AUDITOR_URL", schemes=DATABASE_SCHEMES),
        keys=source.text("LEVELWISE_KEYS"),
        vault_keys=source.text("LEVELWISE_VAULT_KEYS"),
        audit_keys=source.text("LEVELWISE_AUDIT_KEYS"),
        oidc_issuer=source.text("OIDC_ISSUER"),
        oidc_audience=source.text("OIDC_AUDIENCE"),
        oidc_jwks_url=source.address("OIDC_JWKS_URL", schemes=("https", "http")),
        oidc_providers=source.path("OIDC_PROVIDERS"),
        oidc_client_id=source.text("OIDC_CLIENT_ID"),
        oidc_scope=source.text("OIDC_SCOPE") or "openid",
        cors_origins=source.origins("CORS_ORIGINS"),
        files_url=source.address("FILES_URL", schemes=("file", "s3")),
        public_url=source.address("PUBLIC_URL", schemes=("https", "http")),
        smtp_url=source.address("SMTP_URL", schemes=("smtps", "smtp")),
        mail_from=source.text("MAIL_FROM"),
        gateway_url=source.address("GATEWAY_URL", schemes=("https", "http")),
        gateway_secret=source.text("GATEWAY_SECRET"),
        gateway_inner_hosts=source.texts("GATEWAY_INNER_HOSTS"),
        webhook_inner_hosts=source.texts("WEBHOOK_INNER_HOSTS"),
        relay_workers=source.number("RELAY_WORKERS", 4, least=0, most=64),
        notice_link=source.address("NOTICE_LINK", schemes=("https", "http")),
        reading_connections=source.number("READING_CONNECTIONS", 8, least=1, most=200),
        acting_connections=source.number("ACTING_CONNECTIONS", 8, least=1, most=200),
        limits=Limits(statement_seconds=source.number("STATEMENT_SECONDS", 5, least=1, most=600)),
    )
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    """Refuses combinations that would only fail later, or fail open."""
    if settings.mode is Mode.PRODUCTION:
        for name, value in (
            ("DATABASE_URL", settings.database_url),
            ("LEVELWISE_KEYS", settings.keys),
            ("LEVELWISE_VAULT_KEYS", settings.vault_keys),
            ("OIDC_ISSUER", settings.oidc_issuer or settings.oidc_providers),
        ):
            if not value:
                raise SettingRefused(name, "", "production needs it", zh="生产环境必须设置")
        if settings.oidc_jwks_url and not settings.oidc_jwks_url.startswith("https://"):
            raise SettingRefused(
                "OIDC_JWKS_URL",
                settings.oidc_jwks_url,
                "production fetches keys by https only",
                zh="生产环境只经 https 获取公钥",
            )
    if settings.oidc_issuer and not settings.oidc_audience:
        raise SettingRefused(
            "OIDC_AUDIENCE",
            "",
            "an issuer without an audience accepts anyone",
            zh="签发者须与受众同时设置，否则任何令牌都会被接受",
        )
    if settings.oidc_client_id and not settings.oidc_issuer:
        raise SettingRefused(
            "OIDC_ISSUER",
            "",
            "OIDC_CLIENT_ID is a client of some issuer",
            zh="设置了 OIDC_CLIENT_ID 就须设置其签发者",
        )
    if settings.oidc_client_id and not SAFE_ISSUER.match(settings.oidc_issuer or ""):
        raise SettingRefused(
            "OIDC_ISSUER",
            settings.oidc_issuer or "",
            "people sign in by https, or on loopback",
            zh="人员登录须经 https 或本机地址",
        )


def _is_address(text: str, *, database: bool) -> bool:
    """Whether an address can be read, by PostgreSQL's own reader where it is of a database."""
    try:
        if database:
            conninfo_to_dict(text)
        # A database may have several hosts, and ports that are read one by one.
        parts = urlsplit(text)
        return database or parts.port is None or parts.port > 0
    except (ValueError, psycopg.ProgrammingError):
        return False


@dataclasses.dataclass(frozen=True)
class _Source:
    environment: Mapping[str, str]

    def text(self, name: str) -> str | None:
        return self.environment.get(name, "").strip() or None

    def path(self, name: str) -> Path | None:
        found = self.text(name)
        return None if found is None else Path(found)

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        found = self.text(name)
        if found is None:
            return default
        wanted = f"a whole number from {least} to {most} is needed"
        zh = f"须为 {least} 至 {most} 的整数"
        if not (found.isascii() and found.isdigit() and len(found) <= LONGEST_NUMBER):
            raise SettingRefused(name, found, wanted, zh=zh)
        if not least <= int(found) <= most:
            raise SettingRefused(name, found, wanted, zh=zh)
        return int(found)

    def mode(self) -> Mode:
        found = self.text("LEVELWISE_ENV") or Mode.DEVELOPMENT.value
        try:
            return Mode(found)
        except ValueError as unknown:
            wanted = "one of " + ", ".join(Mode) + " is needed"
            raise SettingRefused(
                "LEVELWISE_ENV", found, wanted, zh="须为 " + "、".join(Mode) + " 之一"
            ) from unknown

    def address(self, name: str, *, schemes: tuple[str, ...]) -> str | None:
        found = self.text(name)
        if found is None:
            return None
        # The value may hold a password: the message repeats the scheme only.
        scheme = found.partition(":")[0] if "://" in found else ""
        shown = f"{scheme}:…" if scheme else "…"
        if scheme not in schemes:
            raise SettingRefused(
                name,
                shown,
                "an address is needed that starts with " + " or ".join(schemes) + "://",
                zh="须为以 " + " 或 ".join(schemes) + ":// 开头的地址",
            )
        if not _is_address(found, database=scheme in DATABASE_SCHEMES):
            raise SettingRefused(
                name,
                shown,
                "an address is needed as in scheme://user@host:port/name?key=value",
                zh="地址无法解析，格式如 scheme://user@host:port/name?key=value",
            )
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        found = (part.strip() for part in (self.text(name) or "").split(","))
        return tuple(part for part in found if part)

    def origins(self, name: str) -> tuple[str, ...]:
        origins = tuple(
            part.strip().rstrip("/") for part in (self.text(name) or "").split(",") if part.strip()
        )
        for origin in origins:
            try:
                parts = urlsplit(origin)
            except ValueError:
                parts = urlsplit("")
            if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
                raise SettingRefused(
                    name,
                    origin,
                    "origins look like https://example.org, separated by commas",
                    zh="网站来源格式如 https://example.org，以逗号分隔",
                )
        return origins
