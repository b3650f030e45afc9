// protos/third_party says what its owners published.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clone, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { file_buf_validate_validate as validate } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { image, modules, repository } from "./buf.mjs";
import { differences, facts, omissions } from "./facts.mjs";

const files = (cwd, ...paths) =>
  fromBinary(FileDescriptorSetSchema, image([".", ...paths.flatMap((path) => ["--path", path])], { cwd })).file;

const google = ["api/field_behavior", "api/resource", "rpc/code", "rpc/error_details", "rpc/status", "type/date"];
const published = new Map([
  ...files(`${modules}google-gax/build/protos`, ...google.map((name) => `google/${name}.proto`)),
  ...files(`${modules}@grpc/reflection/build/proto`, "grpc"),
  ...files(`${modules}grpc-health-check/proto`, "health").map((file) => ({ ...file, name: `grpc/${file.name}` })),
  validate.proto,
].map((file) => [file.name.replace(/(\.proto)?$/, ".proto"), file]));

const ours = files(`${repository}protos/third_party`).filter((file) => !file.name.startsWith("google/protobuf/"));

// The package's copy of this file is older than its file options; nothing else in it has changed since.
const alpha = "grpc/reflection/v1alpha/reflection.proto";
published.set(alpha, { ...published.get(alpha), options: ours.find((file) => file.name === alpha).options });

// Rules in CEL, which the server does not evaluate; error fields that Google.Api.CommonProtos 2.0.0 cannot set; Health.List, which is not served.
const leftOut = {
  "buf/validate/validate.proto": [
    ".buf.validate.Rule", ".buf.validate.MessageRules.cel_expression", ".buf.validate.MessageRules.cel",
    ".buf.validate.FieldRules.cel_expression", ".buf.validate.FieldRules.cel", ".buf.validate.PredefinedRules", ".buf.validate.predefined",
    ".buf.validate.Violations", ".buf.validate.Violation", ".buf.validate.FieldPath", ".buf.validate.FieldPathElement",
  ],
  "google/rpc/error_details.proto": [
    ".google.rpc.QuotaFailure.Violation.api_service", ".google.rpc.QuotaFailure.Violation.quota_metric", ".google.rpc.QuotaFailure.Violation.quota_id",
    ".google.rpc.QuotaFailure.Violation.quota_dimensions", ".google.rpc.QuotaFailure.Violation.quota_value",
    ".google.rpc.QuotaFailure.Violation.future_quota_value", ".google.rpc.QuotaFailure.Violation.QuotaDimensionsEntry",
    ".google.rpc.BadRequest.FieldViolation.reason", ".google.rpc.BadRequest.FieldViolation.localized_message",
  ],
  "grpc/health/v1/health.proto": [".grpc.health.v1.Health.List", ".grpc.health.v1.HealthListRequest", ".grpc.health.v1.HealthListResponse"],
};

test("Every transcribed file has its published original", () => {
  assert.ok(ours.length > 0);
  assert.deepEqual(ours.map((file) => file.name).filter((name) => !published.has(name)), []);
});

for (const file of ours) {
  test(`${file.name} says what was published`, () => assert.deepEqual(differences(facts(file), facts(published.get(file.name))), []));
  test(`${file.name} leaves out only what it says it does`, () =>
    assert.deepEqual(omissions(facts(file), facts(published.get(file.name))).sort(), (leftOut[file.name] ?? []).sort()));
}

test("A wrong number, type or name in a transcription is found", () => {
  const original = published.get("google/type/date.proto");
  const changes = [(field) => (field.number = 4), (field) => (field.type = 3), (field) => (field.name = "date")];
  for (const change of changes) {
    const wrong = clone(FileDescriptorProtoSchema, original);
    change(wrong.messageType[0].field[2]);
    assert.equal(differences(facts(wrong), facts(original)).length, 1);
  }
});
