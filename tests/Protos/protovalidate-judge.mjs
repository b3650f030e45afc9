// Reads one case a line, {"type": "opsplatform.budgets.v1.ReserveFundsRequest", "base64": "..."}, and answers one verdict a line, in order.
// With the path of a FileDescriptorSet, the messages are those that it declares.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { image, registry } from "./buf.mjs";
import { createJudge } from "./judge.mjs";

const [file] = process.argv.slice(2);
const judge = createJudge(registry(file ? readFileSync(file) : image([])));
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  console.log(JSON.stringify(judge(JSON.parse(line))));
}
