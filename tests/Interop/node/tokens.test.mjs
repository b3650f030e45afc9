// The token endpoint by plain HTTP, as RFC 6749 has it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acme, demo } from './platform.mjs';

const grant = { grant_type: 'client_credentials' };
const post = (parameters, headers = {}) => fetch(demo.token_endpoint, { method: 'POST', headers, body: new URLSearchParams(parameters) });
const basic = (id, secret) => ({ authorization: `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}` });

for (const [way, request] of [
  ['client_secret_basic', () => post(grant, basic(acme.client_id, acme.client_secret))],
  ['client_secret_post', () => post({ ...grant, client_id: acme.client_id, client_secret: acme.client_secret })],
]) {
  test(`${way} gets a token of ten minutes`, async () => {
    const answer = await request();
    const body = await answer.json();
    assert.deepEqual([answer.status, answer.headers.get('cache-control'), body.token_type, body.expires_in, body.scope], [200, 'no-store', 'Bearer', 600, '*']);
    assert.equal(body.access_token.split('.').length, 3);
  });
}

test('a scope narrows what the token may do', async () => {
  const answer = await post({ ...grant, scope: 'budgets.read' }, basic(acme.client_id, acme.client_secret));
  assert.equal((await answer.json()).scope, 'budgets.read');
});

test('a wrong secret is refused, and the answer says how to authenticate', async () => {
  const answer = await post(grant, basic(acme.client_id, 'wrong'));
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get('www-authenticate'), /^Basic/u);
  assert.equal((await answer.json()).error, 'invalid_client');
});

test('another grant is refused', async () => {
  const answer = await post({ grant_type: 'password' }, basic(acme.client_id, acme.client_secret));
  assert.deepEqual([answer.status, (await answer.json()).error], [400, 'unsupported_grant_type']);
});
