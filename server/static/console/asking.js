// The one way to the server: the public GraphQL API, with the reader's token, post and language.
import { language } from './words.js';

/** An answer that is no data: what it says is for the reader. */
export class Trouble extends Error {
  constructor(message, code = null) {
    super(message);
    this.code = code;
  }
}

export class Asking {
  /** Given: session, which gives a token and can renew it. */
  constructor(session) {
    this.session = session;
    this.post = null;
    this.types = new Map();
  }

  /** Asks, and gives the data. */
  async ask(query, variables = {}) {
    let answer = await this.send(query, variables);
    if (answer.status === 401 && (await this.session.renew())) {
      answer = await this.send(query, variables);
    }
    if (answer.status === 401) this.session.ended();
    let told;
    try {
      told = await answer.json();
    } catch (unreadable) {
      throw new Trouble(`HTTP ${answer.status}`);
    }
    if (told.errors && told.errors.length) {
      const [first] = told.errors;
      throw new Trouble(first.message, first.extensions && first.extensions.code);
    }
    return told.data;
  }

  send(query, variables) {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'accept-language': language(),
    };
    const token = this.session.token();
    if (token) headers.authorization = `Bearer ${token}`;
    if (this.post) headers['levelwise-post'] = this.post;
    return window.fetch('/graphql', {
      method: 'POST', headers, body: JSON.stringify({ query, variables }), credentials: 'omit', cache: 'no-store',
    });
  }

  /** Takes an invitation; the edge answers this one, since its reader is nobody yet. */
  async accept(code) {
    const answer = await window.fetch('/invitations', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': language(),
        authorization: `Bearer ${this.session.token()}`,
      },
      body: JSON.stringify({ code }),
      credentials: 'omit',
    });
    const told = await answer.json();
    if (!answer.ok) throw new Trouble(told.errors[0].message, told.errors[0].extensions.code);
  }

  /** Describes a type of the schema, asked once; null when the server has none of that name. */
  async type(name) {
    if (!this.types.has(name)) {
      const asked = this.ask(TYPE, { name }).then(
        (data) => data.__type,
        (trouble) => { this.types.delete(name); throw trouble; },
      );
      this.types.set(name, asked);
    }
    return this.types.get(name);
  }

  /** Describes a field, with its arguments; null when this server does not offer it. */
  async field(type, name) {
    const found = await this.type(type);
    const list = found ? found.fields || found.inputFields || [] : [];
    return list.find((one) => one.name === name) || null;
  }
}

const TYPE = `query TypeOfTheSchema($name: String!) {
  __type(name: $name) {
    kind name description
    fields { name description args { ...Given } type { ...Shape } }
    inputFields { ...Given }
    enumValues { name description }
    possibleTypes { name }
  }
}
fragment Given on __InputValue { name description defaultValue type { ...Shape } }
fragment Shape on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

/** Reads a type's wrappings: what it is, whether it must be given, whether it is a list. */
export function shape(type) {
  const found = { required: false, list: false, kind: type.kind, name: type.name };
  let at = type;
  if (at.kind === 'NON_NULL') { found.required = true; at = at.ofType; }
  if (at.kind === 'LIST') { found.list = true; at = at.ofType; }
  if (at.kind === 'NON_NULL') at = at.ofType;
  return { ...found, kind: at.kind, name: at.name };
}
