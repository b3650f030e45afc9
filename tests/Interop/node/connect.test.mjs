// Connect's gRPC client, with the descriptors that ship with a release instead of generated code.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { acme, demo, fetchToken } from './platform.mjs';

const released = fromBinary(FileDescriptorSetSchema, readFileSync(new URL('../../../protos/released/contracts.binpb', import.meta.url)));
const contracts = createFileRegistry(released);
const budgets = createClient(contracts.getService('opsplatform.budgets.v1.BudgetService'), createGrpcTransport({ baseUrl: demo.grpc_endpoint }));

let headers;
before(async () => {
  headers = { authorization: `Bearer ${await fetchToken(acme.client_id, acme.client_secret)}` };
});

test('connect creates a budget and reads it', async () => {
  const request = { parent: acme.name, budget: { displayName: 'Connected', currencyCode: 'CNY', totalAmountMicros: 10_000_000n, allocationPreset: 1 } };
  const created = await budgets.createBudget(request, { headers });
  const read = await budgets.getBudget({ name: created.name }, { headers });
  assert.deepEqual(read.lines.map((line) => line.allocatedAmountMicros), [5_000_000n, 3_000_000n, 2_000_000n]);
});

test('connect reads a refusal as its own error', async () => {
  await assert.rejects(budgets.getBudget({ name: `${acme.name}/budgets/none` }, { headers }), (error) => {
    assert.equal(ConnectError.from(error).code, Code.NotFound);
    return true;
  });
});
