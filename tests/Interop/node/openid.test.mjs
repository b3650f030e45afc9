// The token service as a certified OpenID client and an independent JOSE library see it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { acme, connect, demo, services } from './platform.mjs';

// Plain http is for loopback only.
const discover = (authentication) => openid.discovery(new URL(demo.issuer), acme.client_id, undefined, authentication, { execute: [openid.allowInsecureRequests] });

for (const [way, authentication] of [
  ['client_secret_basic', openid.ClientSecretBasic(acme.client_secret)],
  ['client_secret_post', openid.ClientSecretPost(acme.client_secret)],
]) {
  test(`openid-client discovers the service and gets a token by ${way}`, async () => {
    const server = await discover(authentication);
    assert.ok(server.serverMetadata().token_endpoint_auth_methods_supported.includes(way));
    const tokens = await openid.clientCredentialsGrant(server);
    assert.deepEqual([tokens.token_type, tokens.expires_in], ['bearer', 600]);

    const budgets = connect(services.opsplatform.budgets.v1.BudgetService, { authorization: `Bearer ${tokens.access_token}` });
    await budgets('ListBudgets', { parent: acme.name, page_size: 1 });
  });
}

test('a wrong secret reaches openid-client as the error of the standard', async () => {
  const server = await discover(openid.ClientSecretBasic('wrong'));
  await assert.rejects(openid.clientCredentialsGrant(server), (error) => error.status === 401 && error.cause.some((challenge) => challenge.scheme === 'basic'));
});

test('jose verifies the token with the published keys', async () => {
  const server = await discover(openid.ClientSecretBasic(acme.client_secret));
  const { access_token } = await openid.clientCredentialsGrant(server);
  const keys = createRemoteJWKSet(new URL(server.serverMetadata().jwks_uri));
  const expected = { issuer: demo.issuer, audience: 'opsplatform', typ: 'at+jwt', algorithms: ['ES256'] };

  const { payload } = await jwtVerify(access_token, keys, expected);
  assert.equal(payload.client_id, acme.client_id);

  const [header, , signature] = access_token.split('.');
  const forged = [header, Buffer.from(JSON.stringify({ ...payload, client_id: 'globex-ops' })).toString('base64url'), signature].join('.');
  await assert.rejects(jwtVerify(forged, keys, expected), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
});
