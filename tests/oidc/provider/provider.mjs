// A real OpenID provider on this machine, told what to do by one line of JSON at a time: who signs in
// next and how surely, which keys it has, what its tokens say, and when it is down. Each line is
// answered by one line.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Provider, interactionPolicy } from 'oidc-provider';

const RESOURCE = 'urn:levelwise:api';
const keys = new Map();
let signing = [];
let who = { account: 'nobody', acr: 'urn:one', claims: {} };
let changed = { claims: {}, header: {} };
let told = {};
let provider;
let answering = (request, response) => response.writeHead(503).end();
let answer = (request, response) => answering(request, response);
const logouts = [];

const listening = createServer((request, response) => answer(request, response));

function key(kid) {
  if (!keys.has(kid)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    keys.set(kid, { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' });
  }
  return keys.get(kid);
}

async function interact(request, response) {
  const { params, prompt } = await provider.interactionDetails(request, response);
  if (prompt.name !== 'login') throw new Error(`unexpected prompt ${prompt.name}`);
  const acr = params.acr_values ? params.acr_values.split(' ')[0] : who.acr;
  const login = { accountId: who.account, acr, remember: true };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

/** A provider with these keys, over the same store: what a restart with other keys is. */
function build() {
  const { issuer, redirect, origin, logout } = told;
  provider = new Provider(issuer, {
    jwks: { keys: signing.map(key) },
    cookies: { keys: ['a key of the tests'] },
    clients: [{
      client_id: 'levelwise-console',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: [redirect],
      post_logout_redirect_uris: [redirect],
      backchannel_logout_uri: logout,
      backchannel_logout_session_required: true,
    }],
    clientBasedCORS: (ctx, asking) => asking === origin,
    findAccount: (ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    acrValues: ['urn:one', 'urn:two'],
    issueRefreshToken: () => true,
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 3600, IdToken: 300, Interaction: 60, RefreshToken: 3600, Session: 3600 },
    // Nobody is asked whether this client may: it is the city's own.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid');
      grant.addResourceScope(RESOURCE, 'api');
      await grant.save();
      return grant;
    },
    interactions: {
      url: (ctx, { uid }) => `/interaction/${uid}`,
      policy: interactionPolicy.base(),
    },
    // What a resource server needs beside the registered claims; RFC 9068, 2.2.1 names two of them.
    extraTokenClaims: (ctx, token) => {
      if (!ctx) return {};
      const { AuthorizationCode, RefreshToken } = ctx.oidc.entities;
      const { authTime, acr, sid } = AuthorizationCode ?? RefreshToken ?? token;
      return { auth_time: authTime, acr, sid, ...who.claims };
    },
    formats: {
      customizers: {
        jwt: (ctx, token, made) => {
          Object.assign(made.payload, changed.claims);
          for (const [name, value] of Object.entries(made.payload)) if (value === null) delete made.payload[name];
          made.header = changed.header;
        },
      },
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'api', audience: 'levelwise', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = `<!DOCTYPE html><title>Leave</title>${form}<button autofocus type="submit" form="op.logoutForm" name="logout" value="yes">Leave</button>`;
        },
      },
    },
    // Its own guard against private addresses is for the world; this one lives on one machine.
    fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
  });
  provider.on('backchannel.success', (ctx, client, account, sid) => logouts.push({ account, sid, ok: true }));
  provider.on('backchannel.error', (ctx, error, client, account, sid) => logouts.push({ account, sid, ok: false, error: String(error) }));
  provider.on('server_error', (ctx, error) => console.error(error));
  const called = provider.callback();
  answering = (request, response) => {
    if (!request.url.startsWith('/interaction/')) return called(request, response);
    return interact(request, response).catch((error) => response.writeHead(500).end(String(error)));
  };
}

/** A token as this product makes and signs it, without a browser's way to it. */
async function mint({ account, claims = {}, header = {} }) {
  const before = [changed, who];
  const client = await provider.Client.find('levelwise-console');
  const token = new provider.AccessToken({ accountId: account, client, scope: 'api', gty: 'authorization_code' });
  token.resourceServer = new provider.ResourceServer(RESOURCE, {
    scope: 'api', audience: 'levelwise', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } },
  });
  changed = { claims, header };
  try {
    return await token.save();
  } finally {
    [changed, who] = before;
  }
}

const orders = {
  serve: (given) => { told = { ...told, ...given }; build(); return {}; },
  keys: ({ kids }) => { signing = kids; if (provider) build(); return {}; },
  who: (given) => { who = { acr: 'urn:one', claims: {}, ...given }; return {}; },
  change: ({ claims = {}, header = {} }) => { changed = { claims, header }; return {}; },
  mint: async (given) => ({ token: await mint(given) }),
  logoutToken: async ({ account, sid }) => {
    const client = await provider.Client.find('levelwise-console');
    const token = new provider.IdToken({ sub: account }, { client, ctx: undefined });
    token.mask = { sub: null };
    token.set('events', { 'http://schemas.openid.net/event/backchannel-logout': {} });
    token.set('jti', randomUUID());
    if (sid) token.set('sid', sid);
    return { token: await token.issue({ use: 'logout' }) };
  },
  logouts: () => ({ logouts: logouts.splice(0) }),
  down: () => new Promise((resolve) => { listening.close(() => resolve({})); listening.closeAllConnections(); }),
  up: () => new Promise((resolve) => { listening.listen(told.port, '127.0.0.1', () => resolve({})); }),
  say: ({ status = 200, body = '' }) => {
    answer = (request, response) => { response.writeHead(status).end(body); };
    return {};
  },
  again: () => { answer = (request, response) => answering(request, response); return {}; },
};

signing = ['first'];
listening.listen(0, '127.0.0.1', () => {
  const { port } = listening.address();
  told = { port, issuer: `http://127.0.0.1:${port}` };
  console.log(JSON.stringify({ issuer: told.issuer }));
});

const lines = createInterface({ input: process.stdin });
lines.on('line', async (line) => {
  const { order, ...given } = JSON.parse(line);
  try {
    console.log(JSON.stringify(await orders[order](given)));
  } catch (error) {
    console.log(JSON.stringify({ failed: String(error.stack ?? error) }));
  }
});
// Whoever started this process has ended.
lines.on('close', () => process.exit(0));
