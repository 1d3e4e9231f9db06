// Who works here: by authorization code with PKCE at the provider of this deployment, or in the demo
// as one of the cast. Tokens live in this page's memory only and are gone when it is closed.
import { say } from './words.js';

const KEPT = 'levelwise.signing-in';
const CHOSEN = 'levelwise.cast';
const EARLY_SECONDS = 30;

function encoded(bytes) {
  return window.btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function random() {
  return encoded(window.crypto.getRandomValues(new Uint8Array(32)));
}

/** Reads what a token says, without believing it: the server checks it, the page only plans by it. */
export function claims(token) {
  try {
    const middle = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(window.atob(middle), (c) => c.charCodeAt(0))));
  } catch (notOurs) {
    return {};
  }
}

function madeOutTo(token, audience) {
  return [claims(token).aud].flat().includes(audience);
}

export class Session {
  /** Given: the settings of the page; onEnd is called when the provider ends the session. */
  constructor({ provider, configured, cast }, onEnd) {
    this.provider = provider;
    this.configured = configured;
    this.cast = cast;
    this.onEnd = onEnd;
    this.forget();
  }

  forget() {
    this.current = null;
    this.idToken = null;
    this.refreshToken = null;
    this.who = null;
  }

  token() {
    return this.current;
  }

  here() {
    return window.location.origin + window.location.pathname;
  }

  // ------------------------------------------------------------------ the cast of the demo
  choose(key) {
    const person = this.cast.find((one) => one.key === key);
    if (!person) return false;
    this.forget();
    this.current = person.token;
    this.who = key;
    window.sessionStorage.setItem(CHOSEN, key);
    return true;
  }

  chosenBefore() {
    const key = window.sessionStorage.getItem(CHOSEN);
    return key ? this.choose(key) : false;
  }

  // ------------------------------------------------------------------ the provider
  async begin() {
    const kept = { state: random(), nonce: random(), verifier: random() + random(), hash: window.location.hash };
    const digest = await window.crypto.subtle.digest('SHA-256', new TextEncoder().encode(kept.verifier));
    window.sessionStorage.setItem(KEPT, JSON.stringify(kept));
    const address = new URL(this.provider.authorize);
    const asked = {
      response_type: 'code', response_mode: 'query', client_id: this.provider.client,
      redirect_uri: this.here(), scope: this.provider.scope, state: kept.state, nonce: kept.nonce,
      code_challenge: encoded(digest), code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
    window.location.assign(address.href);
  }

  /** Finishes what `begin` began, when the provider has sent the reader back. Gives whether it did. */
  async finish() {
    const given = new URLSearchParams(window.location.search);
    if (!given.has('state')) return false;
    const kept = JSON.parse(window.sessionStorage.getItem(KEPT) || 'null');
    window.sessionStorage.removeItem(KEPT);
    // The code leaves the address bar before anything else happens.
    window.history.replaceState(null, '', this.here() + ((kept && kept.hash) || ''));
    if (!this.provider) throw new Error(say('signin.unreachable'));
    if (!kept || kept.state !== given.get('state')) throw new Error(say('signin.other_page'));
    if (given.has('iss') && given.get('iss') !== this.provider.issuer) throw new Error(say('signin.other_issuer'));
    if (given.has('error')) throw new Error(`${say('signin.refused')} ${given.get('error_description') || given.get('error')}`);
    await this.fetchTokens({
      grant_type: 'authorization_code', code: given.get('code') || '', redirect_uri: this.here(),
      code_verifier: kept.verifier,
    }, kept.nonce);
    return true;
  }

  async fetchTokens(form, nonce = null) {
    const answer = await window.fetch(this.provider.token, {
      method: 'POST',
      body: new URLSearchParams({ client_id: this.provider.client, ...form }),
      headers: { accept: 'application/json' },
      credentials: 'omit',
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(`${say('signin.refused')} ${told.error_description || told.error || answer.status}`);
    if (nonce && claims(told.id_token || '').nonce !== nonce) throw new Error(say('signin.other_page'));
    // The access token is what a server asks for; an ID token serves only where it is made out to it.
    const fitting = [told.access_token, told.id_token].find((one) => one && madeOutTo(one, this.provider.audience));
    if (!fitting) throw new Error(say('signin.not_for_us', { audience: this.provider.audience }));
    this.current = fitting;
    this.idToken = told.id_token || this.idToken;
    this.refreshToken = told.refresh_token || this.refreshToken;
    this.plan(claims(fitting).exp);
  }

  plan(expiresAt) {
    window.clearTimeout(this.timer);
    if (!this.refreshToken || !expiresAt) return;
    const wait = Math.max(1, expiresAt - Date.now() / 1000 - EARLY_SECONDS);
    this.timer = window.setTimeout(() => this.renew(), Math.min(wait, 86400) * 1000);
  }

  /** Gets a new token where the provider gives one. */
  async renew() {
    const refresh = this.refreshToken;
    this.refreshToken = null;
    if (!refresh) return false;
    try {
      await this.fetchTokens({ grant_type: 'refresh_token', refresh_token: refresh });
      this.refreshToken = this.refreshToken || refresh;
      return true;
    } catch (ended) {
      return false;
    }
  }

  ended() {
    if (!this.current) return;
    this.forget();
    window.sessionStorage.removeItem(CHOSEN);
    this.onEnd();
  }

  /** Signs out here, and at the provider where it has a place for that. */
  leave() {
    const { idToken } = this;
    window.clearTimeout(this.timer);
    this.forget();
    window.sessionStorage.removeItem(CHOSEN);
    if (this.provider && this.provider.leave && idToken) {
      const address = new URL(this.provider.leave);
      address.searchParams.set('id_token_hint', idToken);
      address.searchParams.set('post_logout_redirect_uri', this.here());
      window.location.assign(address.href);
      return;
    }
    window.location.assign(this.here());
  }
}
