// A client that has no protos: it asks the server for them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import { acme, address, connect, fetchToken, readingOptions, services } from './platform.mjs';

for (const version of ['v1', 'v1alpha']) {
  test(`reflection ${version} lists the services`, async () => {
    const { list_services_response } = await ask(version, { list_services: '' });
    const names = list_services_response.service.map((service) => service.name);
    for (const name of ['opsplatform.budgets.v1.BudgetService', 'grpc.health.v1.Health', `grpc.reflection.${version}.ServerReflection`]) assert.ok(names.includes(name), name);
  });

  test(`a client made from what reflection ${version} tells calls the platform`, async () => {
    const file = await filesOf(version, 'opsplatform.budgets.v1.BudgetService');
    const set = toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file }));
    const told = grpc.loadPackageDefinition(protoLoader.loadFileDescriptorSetFromBuffer(Buffer.from(set), readingOptions));
    const budgets = connect(told.opsplatform.budgets.v1.BudgetService, { authorization: `Bearer ${await fetchToken(acme.client_id, acme.client_secret)}` });
    const { name } = await budgets('CreateBudget', {
      parent: acme.name,
      budget: { display_name: 'Reflected', currency_code: 'CNY', total_amount_micros: 10e6, allocation_preset: 'ALLOCATION_PRESET_FIVE_THREE_TWO' },
    });
    assert.equal((await budgets('GetBudget', { name })).lines[0].allocated_amount_micros, '5000000');
  });

  test(`reflection ${version} says so when it does not know a symbol`, async () => {
    const { error_response } = await ask(version, { file_containing_symbol: 'opsplatform.none.v1.NoService' });
    assert.equal(error_response.error_code, grpc.status.NOT_FOUND);
  });
}

/** One question, one answer, one stream. */
async function ask(version, question) {
  const client = new services.grpc.reflection[version].ServerReflection(address, grpc.credentials.createInsecure());
  const stream = client.ServerReflectionInfo({ deadline: Date.now() + 30_000 });
  stream.write(question);
  const [answer] = await once(stream, 'data');
  stream.end();
  client.close();
  return answer;
}

/** The file of a symbol and all files that it imports, each once. */
async function filesOf(version, symbol) {
  const files = new Map();
  const add = async (question) => {
    const { file_descriptor_response } = await ask(version, question);
    for (const bytes of file_descriptor_response.file_descriptor_proto) {
      const file = fromBinary(FileDescriptorProtoSchema, bytes);
      files.set(file.name, file);
    }
  };
  await add({ file_containing_symbol: symbol });
  for (const file of files.values()) for (const file_by_filename of file.dependency) if (!files.has(file_by_filename)) await add({ file_by_filename });
  return [...files.values()];
}
