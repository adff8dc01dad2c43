// Prints how JSON files differ from a JSON Schema (draft 2020-12), as one JSON array of sentences; empty when they do not. A property that the schema
// does not name is a fault too.
// Usage: node schema-faults.mjs SCHEMA FILE...
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const strictly = (key, value) =>
  value?.properties && value.additionalProperties === undefined ? { ...value, additionalProperties: false } : value;

const [schema, ...files] = process.argv.slice(2);
const validate = new Ajv2020({ allErrors: true, validateFormats: false }).compile(JSON.parse(readFileSync(schema, "utf8"), strictly));
const faults = files.flatMap((file) =>
  validate(JSON.parse(readFileSync(file, "utf8"))) ? [] : validate.errors.map((e) => `${file}: ${e.instancePath || "/"} ${e.message} ${JSON.stringify(e.params)}`),
);
console.log(JSON.stringify(faults.slice(0, 20)));
