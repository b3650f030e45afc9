// How load balancers ask whether the platform takes calls.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { status } from '@grpc/grpc-js';
import { connect, services } from './platform.mjs';

const health = connect(services.grpc.health.v1.Health);

for (const service of ['', 'opsplatform.budgets.v1.BudgetService']) {
  test(`${service || 'the server as a whole'} is serving`, async () => {
    assert.deepEqual(await health('Check', { service }), { status: 'SERVING' });
  });
}

test('a service that the server does not have is not found', async () => {
  await assert.rejects(health('Check', { service: 'opsplatform.none.v1.NoService' }), { code: status.NOT_FOUND });
});
