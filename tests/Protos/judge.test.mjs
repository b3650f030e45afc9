// The judge decides as protovalidate documents, whether called or piped to.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { create, toBinary } from "@bufbuild/protobuf";
import { image, registry } from "./buf.mjs";
import { createJudge } from "./judge.mjs";

const types = registry(image([]));
const judge = createJudge(types);
const type = "opsplatform.budgets.v1.ReserveFundsRequest";
const fit = { parent: "workspaces/acme/budgets/year-plan", line: "content", amountMicros: 1n };

function reserve(fields) {
  const schema = types.getMessage(type);
  return { type, base64: Buffer.from(toBinary(schema, create(schema, { ...fit, ...fields }))).toString("base64") };
}

const cases = [
  ["A fit request is valid", reserve({}), { valid: true, violations: [] }],
  ["An amount of zero is named", reserve({ amountMicros: 0n }), { valid: false, violations: [{ field: "amount_micros", rule: "int64.gt_lte" }] }],
  ["A missing line is named", reserve({ line: "" }), { valid: false, violations: [{ field: "line", rule: "required" }] }],
  ["A request id that is no UUID is named", reserve({ requestId: "1" }), { valid: false, violations: [{ field: "request_id", rule: "string.uuid" }] }],
  ["An empty request id is passed over", reserve({ requestId: "" }), { valid: true, violations: [] }],
  ["A message in a message is looked into", reserve({ ttl: { seconds: 0n, nanos: 1 } }), { valid: false, violations: [{ field: "ttl", rule: "duration.gte_lte" }] }],
  ["Bytes that are no message are an error", { type, base64: "//8=" }, { error: "premature EOF" }],
  ["A message that does not exist is an error", { type: "opsplatform.Nothing", base64: "" }, { error: "no message opsplatform.Nothing" }],
];

for (const [name, given, verdict] of cases) test(name, () => assert.deepEqual(judge(given), verdict));

test("Piped cases are answered line by line, in order", () => {
  const input = cases.map(([, given]) => `${JSON.stringify(given)}\n`).join("");
  const run = spawnSync(process.execPath, [fileURLToPath(new URL("./protovalidate-judge.mjs", import.meta.url))], { input, encoding: "utf8" });
  assert.equal(run.stderr, "");
  assert.deepEqual(run.stdout.trim().split("\n").map((line) => JSON.parse(line)), cases.map(([, , verdict]) => verdict));
});
