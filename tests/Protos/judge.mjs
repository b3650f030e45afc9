// What the official protovalidate says of messages of our contracts.
import { fromBinary } from "@bufbuild/protobuf";
import { pathToString } from "@bufbuild/protobuf/reflect";
import { createValidator } from "@bufbuild/protovalidate";

// A verdict is {valid, violations: [{field, rule}]}, or {error} where the case itself is no message of the contracts.
export function createJudge(types) {
  const validator = createValidator({ registry: types });
  return ({ type, base64 }) => {
    try {
      const schema = types.getMessage(type);
      if (!schema) return { error: `no message ${type}` };
      const result = validator.validate(schema, fromBinary(schema, Buffer.from(base64, "base64")));
      if (result.kind === "error") return { error: result.error.message };
      const violations = (result.violations ?? []).map((v) => ({ field: pathToString(v.field), rule: v.ruleId }));
      return { valid: result.kind === "valid", violations };
    } catch (problem) {
      return { error: problem.message };
    }
  };
}
