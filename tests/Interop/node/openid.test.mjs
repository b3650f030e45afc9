// The token service as a certified OpenID client and an independent JOSE library see it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { acme, connect, demo, fetchToken, globex, services } from './platform.mjs';

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

test('openid-client proves itself by a key instead of a secret', { skip: !demo.admin && 'this platform names no admin who could add the key' }, async (context) => {
  const authorization = `Bearer ${await fetchToken(demo.admin.client_id, demo.admin.client_secret)}`;
  const partners = connect(services.opsplatform.partners.v1.PartnerService, { authorization });
  const name = `clients/${acme.client_id}`;
  for (const algorithm of ['ES256', 'ES384', 'RS256', 'PS256']) {
    await context.test(algorithm, async () => {
      const { privateKey, publicKey } = await generateKeyPair(algorithm);
      const known = new Set((await partners('GetClient', { name })).keys.map((key) => key.key_id));
      const client = await partners('AddClientKey', { name, jwk: JSON.stringify(await exportJWK(publicKey)) });
      const { key_id } = client.keys.find((key) => !known.has(key.key_id));

      const server = await discover(openid.PrivateKeyJwt(privateKey));
      assert.ok(server.serverMetadata().token_endpoint_auth_methods_supported.includes('private_key_jwt'));
      const { access_token } = await openid.clientCredentialsGrant(server);
      assert.equal((await openid.tokenIntrospection(server, access_token)).active, true);

      await partners('RemoveClientKey', { name, key_id });
      await assert.rejects(openid.clientCredentialsGrant(server), (error) => error.status === 401 || error.error === 'invalid_client');
    });
  }
});

test('openid-client introspects and revokes a token', async () => {
  const server = await discover(openid.ClientSecretBasic(acme.client_secret));
  const { access_token } = await openid.clientCredentialsGrant(server, { scope: 'budgets.read' });
  const { active, client_id, scope, iss, token_type } = await openid.tokenIntrospection(server, access_token);
  assert.deepEqual([active, client_id, scope, iss, token_type], [true, acme.client_id, 'budgets.read', demo.issuer, 'Bearer']);

  await openid.tokenRevocation(server, access_token);
  assert.deepEqual(await openid.tokenIntrospection(server, access_token), { active: false });
  const budgets = connect(services.opsplatform.budgets.v1.BudgetService, { authorization: `Bearer ${access_token}` });
  await assert.rejects(budgets('ListBudgets', { parent: acme.name }), { code: 16 });
});

test('a token of another client is neither told of nor revoked', async () => {
  const foreign = await fetchToken(globex.client_id, globex.client_secret);
  const server = await discover(openid.ClientSecretBasic(acme.client_secret));
  assert.deepEqual(await openid.tokenIntrospection(server, foreign), { active: false });
  await assert.rejects(openid.tokenRevocation(server, foreign), { error: 'invalid_request' });
});

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
