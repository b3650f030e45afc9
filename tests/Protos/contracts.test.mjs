// buf.yaml and buf.gen.yaml hold for protos/, and each of their rules is seen to bite.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { buf, image, registry, repository } from "./buf.mjs";

const released = `${repository}protos/released/contracts.binpb`;
const ours = ["--path", "protos/opsplatform"];
const breaking = (cwd, against) => buf(["breaking", "-", "--against", against], { cwd, input: image(ours, { cwd }) });

test("The contracts keep the lint rules", () => assert.equal(buf(["lint"]).text, ""));

test("The contracts are formatted", () => assert.equal(buf(["format", "--diff", "--exit-code"]).text, ""));

test("The contracts break nothing that was released", () => assert.equal(breaking(repository, released).text, ""));

// A copy of the contracts with one change in one file, and beside it the image of them before.
const before = image(ours);
function changed(file, from, to) {
  const copy = mkdtempSync(join(tmpdir(), "contracts-"));
  for (const part of ["buf.yaml", "protos"]) cpSync(join(repository, part), join(copy, part), { recursive: true });
  const path = join(copy, "protos", file);
  const text = readFileSync(path, "utf8");
  assert.match(text, from);
  writeFileSync(path, text.replace(from, to));
  writeFileSync(join(copy, "before.binpb"), before);
  return copy;
}

const budgets = "opsplatform/budgets/v1/budgets";
const breaks = (copy) => breaking(copy, join(copy, "before.binpb"));
const lint = (copy) => buf(["lint"], { cwd: copy });
const build = (copy) => buf(["build"], { cwd: copy });
const refused = [
  {
    name: "A field of a stored event cannot be removed, reserved or not",
    file: `${budgets}_events.proto`,
    from: /google\.protobuf\.Timestamp expire_time = (\d+);/,
    to: 'reserved $1;\n  reserved "expire_time";',
    check: breaks,
    complaint: /"expire_time".*was deleted/,
  },
  {
    name: "A field of a stored event cannot be renamed",
    file: `${budgets}_events.proto`,
    from: /\bexpire_time\b/,
    to: "end_time",
    check: breaks,
    complaint: /changed name/,
  },
  {
    name: "A stored event cannot be removed",
    file: `${budgets}_events.proto`,
    from: /message FundsReserved \{[^}]*\}/,
    to: "",
    check: breaks,
    complaint: /"FundsReserved".*deleted/,
  },
  {
    name: "An amount cannot become narrower",
    file: `${budgets}.proto`,
    from: /int64 allocated_amount_micros = 3.*\{[^}]*\}\];/,
    to: "int32 allocated_amount_micros = 3;",
    check: breaks,
    complaint: /changed type/,
  },
  {
    name: "An rpc cannot be removed",
    file: `${budgets}_service.proto`,
    from: /rpc CloseBudget\([^}]*\}[^}]*\}/,
    to: "",
    check: breaks,
    complaint: /RPC "CloseBudget".*was deleted/,
  },
  {
    name: "A field without a comment is refused",
    file: `${budgets}.proto`,
    from: /  \/\/ Where the budget stands\.\n/,
    to: "",
    check: lint,
    complaint: /"state" should have a non-empty comment/,
  },
  {
    name: "A limit that does not fit its field is refused",
    file: `${budgets}.proto`,
    from: /string\.max_len = 200/,
    to: "int64.lt = 200",
    check: lint,
    complaint: /int64/,
  },
  {
    name: "A limit in CEL, which the server would not enforce, does not compile",
    file: `${budgets}.proto`,
    from: /string\.max_len = 200/,
    to: 'cel_expression = "true"',
    check: build,
    complaint: /cel_expression/,
  },
];

for (const { name, file, from, to, check, complaint } of refused) {
  test(name, () => {
    const copy = changed(file, from, to);
    try {
      const result = check(copy);
      assert.match(result.text, complaint);
      assert.notEqual(result.status, 0);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
}

test("The contracts generate for JavaScript, and the code speaks their wire format", async () => {
  assert.equal(buf(["generate"]).text, "");
  const { BudgetService, ReserveFundsRequestSchema } = await import("./generated/opsplatform/budgets/v1/budgets_service_pb.js");
  const types = registry(image([]));
  assert.deepEqual(
    BudgetService.methods.map((rpc) => rpc.name),
    types.getService("opsplatform.budgets.v1.BudgetService").methods.map((rpc) => rpc.name),
  );
  const sent = toBinary(ReserveFundsRequestSchema, create(ReserveFundsRequestSchema, { line: "content", amountMicros: 1_500_000n }));
  const read = fromBinary(types.getMessage("opsplatform.budgets.v1.ReserveFundsRequest"), sent);
  assert.deepEqual([read.line, read.amountMicros], ["content", 1_500_000n]);
});
