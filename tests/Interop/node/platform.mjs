// How a partner calls the platform from Node: the protos are read at run time, the token comes over HTTP, calls are promises.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

export const demo = JSON.parse(readFileSync(process.env.OPS_DEMO));
export const [acme, globex] = demo.workspaces;
export const address = new URL(demo.grpc_endpoint).host;

// Amounts need 64 bits, which a number in JavaScript does not have: they come as text, for BigInt.
export const readingOptions = { keepCase: true, longs: String, enums: String, defaults: true };
const protos = fileURLToPath(new URL('../../../protos', import.meta.url));
const definitions = protoLoader.loadSync(
  [
    'opsplatform/budgets/v1/budgets_service.proto',
    'opsplatform/partners/v1/partners_service.proto',
    'google/rpc/status.proto',
    'google/rpc/error_details.proto',
    'grpc/health/v1/health.proto',
    'grpc/reflection/v1/reflection.proto',
    'grpc/reflection/v1alpha/reflection.proto',
  ],
  { ...readingOptions, includeDirs: [protos, `${protos}/third_party`] },
);
export const services = grpc.loadPackageDefinition(definitions);

export async function fetchToken(clientId, clientSecret) {
  const answer = await fetch(demo.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!answer.ok) throw new Error(`no token for ${clientId}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).access_token;
}

/**
 * Connects to a service, and returns the function that calls its rpcs.
 * @param headers sent with every call
 * @param options those of grpc-js for the channel, and `target`, where the service is
 */
export function connect(Service, headers = {}, { target = address, ...options } = {}) {
  const client = new Service(target, grpc.credentials.createInsecure(), options);
  return (rpc, request, { headers: more = {}, deadlineMs = 30_000, onHeaders = () => {} } = {}) =>
    new Promise((resolve, reject) => {
      const metadata = new grpc.Metadata();
      for (const [name, value] of Object.entries({ ...headers, ...more })) metadata.set(name, value);
      client[rpc](request, metadata, { deadline: Date.now() + deadlineMs }, (error, answer) => (error ? reject(error) : resolve(answer))).on('metadata', onHeaders);
    });
}

export async function connectBudgets(clientId, clientSecret, options) {
  const authorization = `Bearer ${await fetchToken(clientId, clientSecret)}`;
  return connect(services.opsplatform.budgets.v1.BudgetService, { authorization }, options);
}

/** What the platform says of an error beyond its code and sentence, by the name of the message: ErrorInfo, BadRequest and so on. */
export function detailsOf(error) {
  const [trailer] = error.metadata.get('grpc-status-details-bin');
  const read = ({ type_url, value }) => {
    const type = type_url.split('/').pop();
    return [type.split('.').pop(), definitions[type].deserialize(value)];
  };
  return Object.fromEntries(definitions['google.rpc.Status'].deserialize(trailer).details.map(read));
}
