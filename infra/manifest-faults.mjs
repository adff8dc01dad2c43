// Prints what is wrong with files that other programs read, as one JSON array of sentences; empty when nothing is.
// Usage: node manifest-faults.mjs compose|github|pipelines|prometheus-rules|kubernetes|dockerfile|definition|alert-tests FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseAllDocuments } from "yaml";

const require = createRequire(import.meta.url);

const schemas = {
  compose: "raw.githubusercontent.com/compose-spec/compose-spec/master/schema/compose-spec.json",
  github: "github-workflow.json",
  pipelines: "raw.githubusercontent.com/microsoft/azure-pipelines-vscode/master/service-schema.json",
  "prometheus-rules": "prometheus.rules.json",
};

// Our own.
const published = {
  definition: "../pipelines/schemas/definition.schema.json",
  "alert-tests": "../pipelines/schemas/alert-tests.schema.json",
};

function documents(text) {
  return parseAllDocuments(text, { merge: true }).map((document) => {
    if (document.errors.length > 0) throw new Error(document.errors.map((fault) => fault.message).join("; "));
    return document.toJS();
  });
}

// What these schemas use is the same in every draft; the names that older drafts have for a draft and a schema are left out.
const named = (key, value) => key === "$schema" || (key === "id" && typeof value === "string");

// Of all that a tree of alternatives says, what is said of the deepest place comes nearest to the cause.
function deepest(faults) {
  const depth = (fault) => fault.instancePath.split("/").length;
  const most = Math.max(...faults.map(depth));
  const sentences = faults.filter((fault) => depth(fault) === most).map((fault) => `${fault.instancePath || "/"} ${fault.message}`);
  return [...new Set(sentences)];
}

async function againstSchema(path) {
  const { Ajv2019 } = await import("ajv/dist/2019.js");
  const text = readFileSync(path, "utf8");
  const schema = JSON.parse(text, (key, value) => (named(key, value) ? undefined : value));
  const validate = new Ajv2019({ strict: false, validateFormats: false, unicodeRegExp: false, logger: false }).compile(schema);
  return (yaml) => documents(yaml).flatMap((document) => (validate(document) ? [] : deepest(validate.errors)));
}

async function kubernetes() {
  return async (text) => {
    const faults = [];
    for (const document of documents(text)) {
      const { apiVersion, kind } = document;
      // The file of Kustomize has no model.
      if (kind === "Kustomization") continue;
      const models = apiVersion.includes("keda.sh/") ? "@kubernetes-models/keda" : "kubernetes-models";
      const { [kind]: Model } = await import(`${models}/${apiVersion}`);
      try {
        new Model(document).validate();
      } catch (wrong) {
        faults.push(`${kind}: ${wrong.message}`);
      }
    }
    return faults;
  };
}

async function dockerfile() {
  const { validate } = await import("dockerfile-utils");
  return (text) => validate(text).map((fault) => `line ${fault.range.start.line + 1}: ${fault.message}`);
}

const [kind, ...files] = process.argv.slice(2);
const schema = schemas[kind] && require.resolve(`schemastore/schemas/json/${schemas[kind]}`);
const own = published[kind] && new URL(published[kind], import.meta.url);
const check = await (schema || own ? againstSchema(schema ?? own) : { kubernetes, dockerfile }[kind]());
const faults = [];
for (const file of files) {
  try {
    faults.push(...(await check(readFileSync(file, "utf8"))).map((fault) => `${file}: ${fault}`));
  } catch (wrong) {
    faults.push(`${file}: ${wrong.message}`);
  }
}
console.log(JSON.stringify(faults));
