// What HTTP/2 carries beside the messages: compression and deadlines.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http2 from 'node:http2';
import net from 'node:net';
import { test } from 'node:test';
import { compressionAlgorithms, status } from '@grpc/grpc-js';
import { acme, connectBudgets, demo } from './platform.mjs';

test('a request compressed with gzip is read', async (t) => {
  const line = await countedLine(t);
  const operations = await connectBudgets(acme.client_id, acme.client_secret, { target: line.target, 'grpc.default_compression_algorithm': compressionAlgorithms.gzip });
  const lines = Array.from({ length: 100 }, (_, number) => ({ line_id: `line-${number}`, display_name: '长'.repeat(200), allocated_amount_micros: 1e6 }));
  const budget = await operations('CreateBudget', { parent: acme.name, budget: { display_name: 'Zipped', currency_code: 'CNY', total_amount_micros: 100e6, lines } });
  assert.deepEqual(budget.lines.map((line) => line.display_name), lines.map((line) => line.display_name));
  assert.ok(line.bytesSent < 10_000, `60 kB of text took ${line.bytesSent} bytes`);
});

// The client's own clock is kept out of it: only `grpc-timeout` tells the server that the caller will not wait for ever.
test('the server ends a call at its deadline', { timeout: 30_000 }, async () => {
  const session = http2.connect(demo.grpc_endpoint);
  const call = session.request({ ':method': 'POST', ':path': '/grpc.health.v1.Health/Watch', 'content-type': 'application/grpc', te: 'trailers', 'grpc-timeout': '200m' });
  call.end(Buffer.alloc(5));
  call.resume();
  const [trailers] = await once(call, 'trailers');
  session.destroy();
  assert.equal(Number(trailers['grpc-status']), status.DEADLINE_EXCEEDED);
});

/** A way to the server that knows how much went through it. */
async function countedLine(t) {
  const line = { bytesSent: 0 };
  const relay = net.createServer((client) => {
    const server = net.connect(new URL(demo.grpc_endpoint).port, '127.0.0.1');
    client.on('data', (bytes) => (line.bytesSent += bytes.length));
    for (const [from, to] of [[client, server], [server, client]]) from.pipe(to).on('error', () => from.destroy());
    t.after(() => client.destroy());
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  t.after(() => relay.close());
  return Object.assign(line, { target: `127.0.0.1:${relay.address().port}` });
}
