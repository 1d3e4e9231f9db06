"""What the environment may say, and with which sentence the rest is refused."""

import pytest

from server.settings import Mode, SettingRefused, read

PRODUCTION = {
    "LEVELWISE_ENV": "production",
    "DATABASE_URL": "postgresql://levelwise_app@db/levelwise",
    "LEVELWISE_KEYS": "a:key",
    "LEVELWISE_VAULT_KEYS": "a:vault",
    "OIDC_ISSUER": "https://id.example.org",
    "OIDC_AUDIENCE": "levelwise",
    "OIDC_JWKS_URL": "https://id.example.org/jwks",
}


def test_without_any_setting_it_serves_on_loopback_with_its_own_database() -> None:
    settings = read({})
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.database_url is None
    assert settings.mode is Mode.DEVELOPMENT
    assert not settings.demo


@pytest.mark.parametrize(
    "said",
    [
        {"OIDC_CLIENT_ID": "console"},
        {
            "OIDC_CLIENT_ID": "console",
            "OIDC_ISSUER": "http://id.example.org",
            "OIDC_AUDIENCE": "levelwise",
        },
        {
            "OIDC_CLIENT_ID": "console",
            "OIDC_ISSUER": "http://localhost.example.org",
            "OIDC_AUDIENCE": "levelwise",
        },
    ],
)
def test_people_sign_in_at_a_known_issuer_by_https(said: dict[str, str]) -> None:
    with pytest.raises(SettingRefused, match="OIDC_ISSUER"):
        read(said)
    settings = read(PRODUCTION | {"OIDC_CLIENT_ID": "console"})
    assert (settings.oidc_client_id, settings.oidc_scope) == ("console", "openid")


def test_an_empty_value_counts_as_none() -> None:
    assert read({"PORT": " ", "DATABASE_URL": ""}) == read({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "1" * 5_000),
        ("PORT", "８０００"),
        ("LEVELWISE_ENV", "staging"),
        ("DATABASE_URL", "mysql://db/levelwise"),
        ("OIDC_JWKS_URL", "file:///etc/passwd"),
        ("FILES_URL", "http://bucket"),
        ("CORS_ORIGINS", "*"),
        ("CORS_ORIGINS", "https://a.example,https://b.example/path"),
        ("READING_CONNECTIONS", "-1"),
    ],
)
def test_a_value_that_cannot_be_meant_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingRefused, match=f"^{name}="):
        read({name: value})


def test_a_refused_address_does_not_repeat_its_password() -> None:
    with pytest.raises(SettingRefused) as refused:
        read({"DATABASE_URL": "mysql://me:swordfish@db/levelwise"})
    assert "swordfish" not in str(refused.value)


def test_origins_are_separated_by_commas() -> None:
    origins = read({"CORS_ORIGINS": "https://a.example/, http://localhost:3000"}).cors_origins
    assert origins == ("https://a.example", "http://localhost:3000")


def test_production_starts_with_everything_it_needs() -> None:
    assert read(PRODUCTION).mode is Mode.PRODUCTION


@pytest.mark.parametrize("name", sorted(PRODUCTION.keys() - {"LEVELWISE_ENV", "OIDC_JWKS_URL"}))
def test_production_refuses_to_start_without(name: str) -> None:
    with pytest.raises(SettingRefused, match=name):
        read({key: value for key, value in PRODUCTION.items() if key != name})


def test_production_finds_keys_by_discovery_when_no_address_is_given() -> None:
    found = read({key: value for key, value in PRODUCTION.items() if key != "OIDC_JWKS_URL"})
    assert found.oidc_jwks_url is None


def test_production_fetches_keys_by_https_only() -> None:
    with pytest.raises(SettingRefused, match="https only"):
        read({**PRODUCTION, "OIDC_JWKS_URL": "http://id.example.org/jwks"})


def test_an_issuer_without_an_audience_is_refused() -> None:
    with pytest.raises(SettingRefused, match="OIDC_AUDIENCE"):
        read({"OIDC_ISSUER": "https://id.example.org"})


def test_keys_do_not_show_when_settings_are_printed() -> None:
    assert "a:key" not in repr(read(PRODUCTION))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql://u:secret@[::1/x"),
        ("DATABASE_URL", "postgresql://u:secret@127.0.0.1:1/x?foo=bar"),
        ("MIGRATOR_URL", "postgresql://u:secret@h/%zz"),
        ("PUBLIC_URL", "https://u:secret@[::1"),
        ("SMTP_URL", "smtps://u:secret@h:many"),
        ("GATEWAY_URL", "https://u:secret@h:70000/"),
    ],
)
def test_an_address_that_cannot_be_read_is_one_sentence_without_its_password(
    name: str, value: str
) -> None:
    with pytest.raises(SettingRefused, match=name) as refused:
        read({name: value})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        "postgresql://levelwise_app@/levelwise?host=%2Frun%2Fpostgresql&port=5432",
        "postgresql://levelwise_app:p%40ss@one:5432,two:5433/levelwise?sslmode=verify-full",
        "postgres://levelwise_app@[::1]:5432/levelwise",
    ],
)
def test_every_address_that_postgresql_reads_is_taken(value: str) -> None:
    assert read({"DATABASE_URL": value}).database_url == value


def test_a_refused_setting_says_why_in_both_languages() -> None:
    with pytest.raises(SettingRefused) as refused:
        read({"PORT": "http"})
    said = str(refused.value)
    assert "PORT='http' cannot be used: a whole number from 1 to 65535 is needed." in said
    assert said.endswith("设置 PORT='http' 无法使用：须为 1 至 65535 的整数。")


def test_an_origin_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(SettingRefused, match="CORS_ORIGINS"):
        read({"CORS_ORIGINS": "https://[::1"})
