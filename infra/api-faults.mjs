// Prints in what answers of an API differ from its description, as one JSON array of sentences; empty when they do in nothing.
// Usage: node api-faults.mjs OPENAPI.json ANSWERS.json, the latter an array of { path (as in the description), method, status, body }.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const [description, answers] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));

// A field that is not described is a fault too, but of problems, which may say more (RFC 9457, section 3.2).
for (const [name, schema] of Object.entries(description.components.schemas)) {
  if (schema.properties && !("additionalProperties" in schema)) schema.additionalProperties = name.endsWith("ProblemDetails");
}

const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false, allErrors: true }).addSchema(description, "api");
const escaped = (part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

function faultsOf({ path, method, status, body }) {
  const response = description.paths[path]?.[method.toLowerCase()]?.responses?.[status];
  if (!response) return ["is not described"];
  const [type] = Object.keys(response.content ?? {});
  if (!type) return body === null ? [] : ["has a body that is not described"];
  const pointer = ["paths", path, method.toLowerCase(), "responses", `${status}`, "content", type, "schema"];
  const validate = ajv.getSchema(`api#/${pointer.map(escaped).join("/")}`);
  return validate(body) ? [] : [...new Set(validate.errors.map((fault) => `${fault.instancePath || "/"} ${fault.message} ${JSON.stringify(fault.params)}`))];
}

const faults = answers.flatMap((answer) => faultsOf(answer).map((fault) => `${answer.method} ${answer.path} ${answer.status}: ${fault}`));
console.log(JSON.stringify(faults.slice(0, 100)));
