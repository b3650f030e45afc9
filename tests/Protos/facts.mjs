// A proto file as facts: one entry for each thing that the wire or a generated name depends on. Comments and custom options are none.
import { FieldDescriptorProto_Label as Label, FieldDescriptorProto_Type as Type } from "@bufbuild/protobuf/wkt";

export function facts(file) {
  const found = new Map();
  const scope = `.${file.package}`;
  found.set("syntax", file.syntax || "proto2");
  for (const option of ["goPackage", "javaPackage", "javaOuterClassname", "csharpNamespace", "deprecated"]) {
    if (file.options?.[option]) found.set(`option ${option}`, file.options[option]);
  }
  file.messageType.forEach((message) => addMessage(found, scope, message));
  file.enumType.forEach((type) => addEnum(found, scope, type));
  file.extension.forEach((field) => addField(found, `extension ${scope}.${field.name} of ${field.extendee}`, field));
  for (const service of file.service) {
    for (const rpc of service.method) {
      const [stream, streams] = [rpc.clientStreaming ? "stream " : "", rpc.serverStreaming ? "stream " : ""];
      found.set(`rpc ${scope}.${service.name}.${rpc.name}`, `${stream}${rpc.inputType} -> ${streams}${rpc.outputType}`);
    }
  }
  return found;
}

function addMessage(found, scope, message) {
  const name = `${scope}.${message.name}`;
  found.set(`message ${name}`, message.options?.mapEntry ? "map entry" : "");
  for (const field of message.field) {
    const oneof = field.proto3Optional || !Object.hasOwn(field, "oneofIndex") ? undefined : message.oneofDecl[field.oneofIndex].name;
    addField(found, `field ${name}.${field.name}`, field, oneof);
  }
  message.nestedType.forEach((nested) => addMessage(found, name, nested));
  message.enumType.forEach((nested) => addEnum(found, name, nested));
}

function addEnum(found, scope, type) {
  for (const value of type.value) found.set(`value ${scope}.${type.name}.${value.name}`, `${value.number}`);
}

function addField(found, name, field, oneof) {
  const { number, label, type, typeName, defaultValue, proto3Optional, options } = field;
  // A descriptor that has options, but no word on packing, reads as not packed; only what was said counts.
  const packed = options && Object.hasOwn(options, "packed") ? options.packed : undefined;
  found.set(name, JSON.stringify({ number, label: Label[label], type: Type[type], typeName, oneof, defaultValue, proto3Optional, packed }));
}

// What the copy says and the original does not, or says otherwise.
export const differences = (copy, original) =>
  [...copy].filter(([name, value]) => original.get(name) !== value).map(([name, value]) => `${name}: ${value}, published: ${original.get(name)}`);

// What the original says and the copy leaves out; of a message or a field left out, only the outermost.
export const omissions = (copy, original) => {
  const missing = [...original.keys()].filter((name) => !copy.has(name)).map((name) => name.split(" ")[1]);
  return missing.filter((name) => !missing.some((outer) => name.startsWith(`${outer}.`)));
};
