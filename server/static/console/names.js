// Records by the names that people know them by.
import { either, say } from './words.js';

const NAMED = `query Named($id: ID!) { node(id: $id) { __typename
  ... on Tenant { name } ... on Person { name tenant { name } } ... on Post { title titleEn tenant { name } }
  ... on Appointment { person { name } post { title titleEn } } ... on PostGroup { title titleEn } ... on CustomRole { title titleEn }
  ... on RoleGrant { role customRole { title titleEn } } ... on Body { name } ... on Reorganisation { title }
  ... on GroupMember { post { title titleEn tenant { name } } } ... on AdministratorRequest { role post { title titleEn tenant { name } } } } }`;

const post = (one) => (one ? [one.tenant && one.tenant.name, either(one)].filter(Boolean).join(' ') : say('hidden'));

/** Gives the name of a record; what may not be seen is said to be hidden. */
export async function nameOf(app, id) {
  const { node } = await app.asking.ask(NAMED, { id });
  if (!node) return say('hidden');
  if (node.__typename === 'Person') return `${node.name}（${node.tenant.name}）`;
  if (node.__typename === 'Post') return post(node);
  if (node.__typename === 'Appointment') return `${node.person ? node.person.name : say('hidden')} · ${post(node.post)}`;
  if (node.__typename === 'RoleGrant') return node.role ? app.roleTitle(node.role) : node.customRole ? either(node.customRole) : say('hidden');
  if (node.__typename === 'GroupMember') return post(node.post);
  if (node.__typename === 'AdministratorRequest') return [post(node.post), node.role && app.roleTitle(node.role)].filter(Boolean).join(' · ');
  return node.name || ('titleEn' in node ? either(node) : node.title) || id;
}
