// Reads one case a line, {"type": "opsplatform.budgets.v1.ReserveFundsRequest", "base64": "..."}, and answers one verdict a line, in order.
import { createInterface } from "node:readline";
import { image, registry } from "./buf.mjs";
import { createJudge } from "./judge.mjs";

const judge = createJudge(registry(image([])));
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  console.log(JSON.stringify(judge(JSON.parse(line))));
}
