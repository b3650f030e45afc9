// A budget's life by grpc-js, from the preset to the ledger.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { status } from '@grpc/grpc-js';
import { acme, connectBudgets, detailsOf } from './platform.mjs';

let operations, approver;
before(async () => {
  operations = await connectBudgets(acme.client_id, acme.client_secret);
  approver = await connectBudgets(acme.approver_client_id, acme.approver_client_secret);
});

const createBudget = (budget = {}) =>
  operations('CreateBudget', {
    parent: acme.name,
    request_id: randomUUID(),
    budget: { display_name: 'Spring', currency_code: 'CNY', total_amount_micros: 1000e6, allocation_preset: 'ALLOCATION_PRESET_FIVE_THREE_TWO', ...budget },
  });

async function activeBudget() {
  const { name } = await createBudget();
  await operations('SubmitBudget', { name, request_id: randomUUID() });
  return approver('ApproveBudget', { name, request_id: randomUUID() });
}

const reserve = (budget, line, amount_micros) => operations('ReserveFunds', { parent: budget.name, line, amount_micros, request_id: randomUUID() });

test('a budget from the preset has lines that sum to its total to the micro', async () => {
  const budget = await createBudget({ total_amount_micros: '1000000000001' });
  assert.equal(budget.state, 'STATE_DRAFT');
  assert.deepEqual(
    budget.lines.map((line) => [line.line_id, line.allocated_amount_micros]),
    [['content', '500000000001'], ['traffic', '300000000000'], ['tech', '200000000000']],
  );
});

test('another than who submitted a budget approves it', async () => {
  const { name } = await createBudget();
  const submitted = await operations('SubmitBudget', { name });
  assert.equal(submitted.state, 'STATE_PENDING_APPROVAL');

  await assert.rejects(operations('ApproveBudget', { name }), (error) => {
    assert.equal(error.code, status.PERMISSION_DENIED);
    assert.equal(detailsOf(error).ErrorInfo.reason, 'SEPARATION_OF_DUTIES');
    return true;
  });

  const approved = await approver('ApproveBudget', { name });
  assert.equal(approved.state, 'STATE_ACTIVE');
  assert.equal(approved.lines[0].left_amount_micros, '500000000');
});

test('what is held is captured in parts, and the last capture gives the rest back', async () => {
  const budget = await activeBudget();
  const { name } = await reserve(budget, 'content', 100e6);
  const first = await operations('CaptureReservation', { name, amount_micros: 40e6 });
  assert.deepEqual([first.state, first.held_amount_micros], ['STATE_HELD', '60000000']);

  const last = await operations('CaptureReservation', { name, amount_micros: 30e6, final: true });
  assert.deepEqual([last.state, last.captured_amount_micros, last.released_amount_micros], ['STATE_CAPTURED', '70000000', '30000000']);

  const { lines } = await operations('GetBudget', { name: budget.name });
  assert.deepEqual([lines[0].held_amount_micros, lines[0].spent_amount_micros, lines[0].left_amount_micros], ['0', '70000000', '430000000']);
});

test('what is held can be released', async () => {
  const budget = await activeBudget();
  const held = await reserve(budget, 'traffic', 300e6);
  const released = await operations('ReleaseReservation', { name: held.name });
  assert.deepEqual([released.state, released.released_amount_micros], ['STATE_RELEASED', '300000000']);
  assert.deepEqual(await operations('GetReservation', { name: held.name }), released);
});

test('an expense is recorded and refunded in part', async () => {
  const budget = await activeBudget();
  const expense = await operations('RecordExpense', { parent: budget.name, line: 'tech', amount_micros: 50e6, purpose: '剪辑软件年费' });
  const refunded = await operations('RefundExpense', { name: expense.name, amount_micros: 20e6 });
  assert.deepEqual([refunded.amount_micros, refunded.refunded_amount_micros, refunded.purpose], ['50000000', '20000000', '剪辑软件年费']);
});

test('a list comes filtered, in order and page by page', async () => {
  const display_name = `Listed ${randomUUID()}`;
  for (const total_amount_micros of [3e6, 1e6, 2e6]) await createBudget({ display_name, total_amount_micros });

  const query = { parent: acme.name, filter: `display_name = "${display_name}"`, order_by: 'total_amount_micros desc', page_size: 2 };
  const first = await operations('ListBudgets', query);
  assert.deepEqual(first.budgets.map((budget) => budget.total_amount_micros), ['3000000', '2000000']);

  const second = await operations('ListBudgets', { ...query, page_token: first.next_page_token });
  assert.deepEqual(second.budgets.map((budget) => budget.total_amount_micros), ['1000000']);
  assert.equal(second.next_page_token, '');
});

test('the ledger adds up to every balance of every line', async () => {
  const { name } = await activeBudget();
  const held = await reserve({ name }, 'content', 90e6);
  await operations('CaptureReservation', { name: held.name, amount_micros: 60e6 });
  const released = await reserve({ name }, 'traffic', 30e6);
  await operations('ReleaseReservation', { name: released.name });
  const expense = await operations('RecordExpense', { parent: name, line: 'tech', amount_micros: 7e6 });
  await operations('RefundExpense', { name: expense.name, amount_micros: 2e6 });

  const { entries } = await operations('ListEntries', { parent: name });
  const balance = (line, account) =>
    entries
      .filter((entry) => entry.line === line)
      .reduce((sum, entry) => sum + BigInt(entry.amount_micros) * (BigInt(entry.destination === account) - BigInt(entry.source === account)), 0n);

  const { lines } = await operations('GetBudget', { name });
  assert.deepEqual(
    lines.map(({ line_id }) => [balance(line_id, 'ACCOUNT_HELD'), balance(line_id, 'ACCOUNT_SPENT'), balance(line_id, 'ACCOUNT_LEFT')]),
    [[30000000n, 60000000n, 410000000n], [0n, 0n, 300000000n], [0n, 5000000n, 195000000n]],
  );
  assert.deepEqual(
    lines.map((line) => [line.held_amount_micros, line.spent_amount_micros, line.left_amount_micros]),
    [['30000000', '60000000', '410000000'], ['0', '0', '300000000'], ['0', '5000000', '195000000']],
  );
});
