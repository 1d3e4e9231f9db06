"""The vault: what is sealed opens with its key, for its record, and tells nothing otherwise."""

import uuid

import pytest

from ledger.petitioners.vault import Identity, Vault, VaultRefused, masked_contact, masked_name
from tenants.context import KeySet

VAULT = Vault(KeySet({"v1": b"a vault key that only tests know."}))
CANARY = "canary_identity_"
WHO = Identity(name=f"王{CANARY}name", contact=f"138{CANARY}contact", document="5206")


def test_a_body_opens_with_its_key_and_for_its_problem_alone() -> None:
    problem = uuid.uuid4()
    sealed = VAULT.sealed(WHO, problem)
    assert VAULT.opened(sealed.kid, sealed.wrapped, sealed.body, problem=problem) == WHO
    changed = sealed.body[:-1] + bytes([sealed.body[-1] ^ 1])
    other = Vault(KeySet({"v1": b"another vault key of the same name."}))
    for vault, kid, body, bound in (
        (VAULT, sealed.kid, sealed.body, uuid.uuid4()),
        (VAULT, sealed.kid, changed, problem),
        (VAULT, "v2", sealed.body, problem),
        (other, sealed.kid, sealed.body, problem),
    ):
        with pytest.raises(VaultRefused) as caught:
            vault.opened(kid, sealed.wrapped, body, problem=bound)
        assert CANARY not in str(caught.value)
        assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_new_key_seals_and_the_old_one_still_opens_and_looks_up() -> None:
    problem = uuid.uuid4()
    old = VAULT.sealed(WHO, problem)
    turned = Vault(KeySet({"v2": b"the new key of the vault, 32 bytes!", **VAULT.keys.keys}))
    new = turned.sealed(WHO, problem)
    assert new.kid == "v2"
    assert turned.opened(old.kid, old.wrapped, old.body, problem=problem) == WHO
    assert (new.contact, new.fingerprint) == (old.contact, old.fingerprint)
    assert new.body != VAULT.sealed(WHO, problem).body
    assert VAULT.blind("contact", "１３８ 0000") == VAULT.blind("contact", "1380000")
    assert VAULT.blind("contact", " ") is None


def test_a_masked_form_tells_little() -> None:
    assert (masked_name("王小明"), masked_name("")) == ("王**", "")
    assert masked_contact("13812345678") == "******78"
    assert masked_contact("12345") == "*****"
