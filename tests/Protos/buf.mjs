// Runs buf in the repository and reads what it builds.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

export const repository = fileURLToPath(new URL("../../", import.meta.url));
export const modules = fileURLToPath(new URL("./node_modules/", import.meta.url));

export function buf(args, { cwd = repository, input } = {}) {
  const run = spawnSync(`${modules}.bin/buf`, args, { cwd, input, maxBuffer: 64 << 20 });
  if (run.error) throw new Error("buf does not run; `npm ci` in tests/Protos installs it", { cause: run.error });
  return { status: run.status, bytes: run.stdout, text: `${run.stdout}${run.stderr}`.trim() };
}

// The image of a buf input, in bytes: a FileDescriptorSet with what buf adds to it.
export function image(args, options) {
  const built = buf(["build", "-o", "-", ...args], options);
  if (built.status !== 0) throw new Error(built.text);
  return built.bytes;
}

export const registry = (bytes) => createFileRegistry(fromBinary(FileDescriptorSetSchema, bytes));
