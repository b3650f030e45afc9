// Another issuer in the place of the token service: a certified OpenID provider under Identity:Authority.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import * as openid from 'openid-client';
import { acme, connect, globex, services } from './platform.mjs';

// The script that runs these tests says where the server is, and OPS_DATABASE where its database.
const serverPath = process.env.OPS_SERVER;
const skip = !serverPath && 'OPS_SERVER names no server that could be started with this issuer';
const secret = 'only-the-provider-knows-it';
const client = (client_id) => ({ client_id, client_secret: secret, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] });
let http, issuer, platform, target;

before(async () => {
  if (skip) return;
  http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  issuer = `http://127.0.0.1:${http.address().port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'theirs' }] },
    clients: [client(acme.client_id), client('known-to-them-only')],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (context, audience) => ({ scope: 'budgets.read', audience: audience.replace('urn:', ''), accessTokenFormat: 'jwt', accessTokenTTL: 600 }),
      },
    },
  });
  http.on('request', provider.callback());

  const settings = { Identity__Authority: issuer, Kestrel__Endpoints__Grpc__Url: 'http://127.0.0.1:0', Kestrel__Endpoints__Http__Url: 'http://127.0.0.1:0' };
  platform = spawn('dotnet', [serverPath], { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: platform.stdout })) {
    target ??= /Now listening on: http:\/\/(.*)$/u.exec(line)?.[1];
    if (line.includes('Application started')) break;
  }
  platform.stdout.resume();
});

after(() => {
  platform?.kill();
  http?.close();
  http?.closeAllConnections();
});

const tokenOf = async (clientId, parameters) => {
  const server = await openid.discovery(new URL(issuer), clientId, undefined, openid.ClientSecretBasic(secret), { execute: [openid.allowInsecureRequests] });
  return (await openid.clientCredentialsGrant(server, { resource: 'urn:opsplatform', ...parameters })).access_token;
};
const budgetsOf = (token) => connect(services.opsplatform.budgets.v1.BudgetService, { authorization: `Bearer ${token}` }, { target });

test('a token of oidc-provider lets its client in, with the grants that it has here', { skip }, async () => {
  const budgets = budgetsOf(await tokenOf(acme.client_id));
  await budgets('ListBudgets', { parent: acme.name, page_size: 1 });
  await assert.rejects(budgets('ListBudgets', { parent: globex.name, page_size: 1 }), { code: 5 });
});

test('a scope of its token narrows what the client may do', { skip }, async () => {
  const budgets = budgetsOf(await tokenOf(acme.client_id, { scope: 'budgets.read' }));
  await budgets('ListBudgets', { parent: acme.name, page_size: 1 });
  await assert.rejects(budgets('SubmitBudget', { name: `${acme.name}/budgets/none` }), { code: 7 });
});

test('its token for another audience, or of a client that is not known here, is refused', { skip }, async () => {
  for (const token of [await tokenOf(acme.client_id, { resource: 'urn:elsewhere' }), await tokenOf('known-to-them-only')])
    await assert.rejects(budgetsOf(token)('ListBudgets', { parent: acme.name, page_size: 1 }), { code: 16 });
});
