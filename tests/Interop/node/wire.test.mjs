// What HTTP/2 carries beside the messages: compression and deadlines.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http2 from 'node:http2';
import { test } from 'node:test';
import { compressionAlgorithms, status } from '@grpc/grpc-js';
import { acme, connectBudgets, demo } from './platform.mjs';

test('a request compressed with gzip is read', async () => {
  const operations = await connectBudgets(acme.client_id, acme.client_secret, { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip });
  const display_name = '长'.repeat(200);
  const budget = await operations('CreateBudget', {
    parent: acme.name,
    budget: { display_name: 'Zipped', currency_code: 'CNY', total_amount_micros: 1e6, lines: [{ line_id: 'all', display_name, allocated_amount_micros: 1e6 }] },
  });
  assert.equal(budget.lines[0].display_name, display_name);
});

// The client's own clock is kept out of it: only `grpc-timeout` tells the server that the caller will not wait for ever.
test('the server ends a call at its deadline', async () => {
  const session = http2.connect(demo.grpc_endpoint);
  const call = session.request({ ':method': 'POST', ':path': '/grpc.health.v1.Health/Watch', 'content-type': 'application/grpc', te: 'trailers', 'grpc-timeout': '200m' });
  call.end(Buffer.alloc(5));
  call.resume();
  const [trailers] = await once(call, 'trailers');
  session.destroy();
  assert.equal(Number(trailers['grpc-status']), status.DEADLINE_EXCEEDED);
});
