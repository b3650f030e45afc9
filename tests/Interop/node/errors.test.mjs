// What goes wrong, and what a client learns of it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { status } from '@grpc/grpc-js';
import { acme, connect, connectBudgets, detailsOf, globex, services } from './platform.mjs';

let operations, foreigner;
before(async () => {
  operations = await connectBudgets(acme.client_id, acme.client_secret);
  foreigner = await connectBudgets(globex.client_id, globex.client_secret);
});

const draft = (request_id = randomUUID()) => ({
  parent: acme.name,
  request_id,
  budget: { display_name: 'Errors', currency_code: 'CNY', total_amount_micros: 1000e6, allocation_preset: 'ALLOCATION_PRESET_FIVE_THREE_TWO' },
});

async function refusalOf(call) {
  try {
    await call;
  } catch (error) {
    return { code: error.code, details: error.metadata.get('grpc-status-details-bin').length > 0 ? detailsOf(error) : {}, error };
  }
  assert.fail('the call was not refused');
}

test('more than is left is refused with the numbers, and with a sentence in Chinese', async () => {
  const { name } = await operations('CreateBudget', draft());
  await operations('SubmitBudget', { name });
  const approver = await connectBudgets(acme.approver_client_id, acme.approver_client_secret);
  await approver('ApproveBudget', { name });

  const { code, details } = await refusalOf(
    operations('ReserveFunds', { parent: name, line: 'tech', amount_micros: 200000001 }, { headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' } }),
  );
  assert.equal(code, status.RESOURCE_EXHAUSTED);
  assert.deepEqual([details.ErrorInfo.reason, details.ErrorInfo.domain], ['BUDGET_EXCEEDED', 'opsplatform']);
  assert.deepEqual([details.ErrorInfo.metadata.left, details.ErrorInfo.metadata.asked], ['200000000', '200000001']);
  assert.equal(details.QuotaFailure.violations[0].subject, 'BUDGET_EXCEEDED');
  assert.equal(details.LocalizedMessage.locale, 'zh-CN');
  assert.match(details.LocalizedMessage.message, /^预算项 tech 剩余 200，申请 200\.000001。/u);
});

test('every field that breaks its rule is named', async () => {
  const { code, details } = await refusalOf(operations('ReserveFunds', { parent: `${acme.name}/budgets/none`, line: '', amount_micros: -1 }));
  assert.equal(code, status.INVALID_ARGUMENT);
  assert.deepEqual(details.BadRequest.field_violations.map((violation) => violation.field).sort(), ['amount_micros', 'line']);
});

test('a repeat with the same request_id gets the first answer, marked as replayed', async () => {
  const request = draft();
  const replayed = [];
  const onHeaders = (headers) => replayed.push(...headers.get('x-ops-replayed'));
  const first = await operations('CreateBudget', request, { onHeaders });
  assert.deepEqual(replayed, []);
  const second = await operations('CreateBudget', request, { onHeaders });
  assert.deepEqual(replayed, ['true']);
  assert.deepEqual(second, first);
});

test('the same request_id with another request is refused', async () => {
  const request = draft();
  await operations('CreateBudget', request);
  const { code, details } = await refusalOf(operations('CreateBudget', { ...request, budget: { ...request.budget, display_name: 'Another' } }));
  assert.deepEqual([code, details.ErrorInfo.reason], [status.INVALID_ARGUMENT, 'REQUEST_ID_REUSED']);
});

test("another workspace's budget is answered as one that does not exist, to the byte", async () => {
  const { name } = await operations('CreateBudget', draft());
  const hidden = await refusalOf(foreigner('GetBudget', { name }));
  const absent = await refusalOf(foreigner('GetBudget', { name: `${globex.name}/budgets/${randomUUID()}` }));
  assert.equal(hidden.code, status.NOT_FOUND);
  assert.equal(hidden.error.details, absent.error.details);
  assert.deepEqual(hidden.error.metadata.get('grpc-status-details-bin'), absent.error.metadata.get('grpc-status-details-bin'));
});

for (const [token, headers, reason] of [
  ['no token', {}, 'TOKEN_MISSING'],
  ['a token of its own making', { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }, 'TOKEN_INVALID'],
]) {
  test(`a caller with ${token} is not let in`, async () => {
    const stranger = connect(services.opsplatform.budgets.v1.BudgetService, headers);
    const { code, details } = await refusalOf(stranger('ListBudgets', { parent: acme.name }));
    assert.deepEqual([code, details.ErrorInfo.reason], [status.UNAUTHENTICATED, reason]);
  });
}

test('a client cannot do what it was not granted', async () => {
  const approver = await connectBudgets(acme.approver_client_id, acme.approver_client_secret);
  const { code, details } = await refusalOf(approver('CreateBudget', draft()));
  assert.deepEqual([code, details.ErrorInfo.metadata.permission], [status.PERMISSION_DENIED, 'budgets.create']);
});
