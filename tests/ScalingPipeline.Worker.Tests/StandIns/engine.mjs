// Writes Parquet for the Python stand-ins: one JSON request a line on stdin, one answer a line on stdout.
// Requests: { sql, parameters: [{ kind, values }] } for DuckDB, { path, columns: [{ name, kind, values }] } for Arrow. The argument is the folder of node_modules.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { writeFileSync } from "node:fs";

const require = createRequire(`${process.argv[2]}/package.json`);

let connection;
async function duckdb({ sql, parameters }) {
  const { BIGINT, DOUBLE, DuckDBInstance, LIST, listValue } = require("@duckdb/node-api");
  connection ??= await (await DuckDBInstance.create()).connect();
  const types = { integers: LIST(BIGINT), reals: LIST(DOUBLE), lists: LIST(LIST(DOUBLE)) };
  const value = (kind) => (given) =>
    Array.isArray(given) ? listValue(given) : kind === "integers" && given !== null ? BigInt(given) : given;
  await connection.run(
    sql,
    parameters.map(({ kind, values }) => listValue(values.map(value(kind)))),
    parameters.map(({ kind }) => types[kind]),
  );
}

async function arrow({ path, columns }) {
  const { Field, Float32, Float64, Int64, List, Table, tableToIPC, vectorFromArray } = require("apache-arrow");
  const wasm = require("parquet-wasm");
  const types = {
    int64: () => new Int64(),
    float64: () => new Float64(),
    "list<float32>": () => new List(new Field("element", new Float32(), true)),
  };
  const wide = (kind, values) => (kind === "int64" ? values.map((value) => (value === null ? null : BigInt(value))) : values);
  const table = new Table(
    Object.fromEntries(columns.map(({ name, kind, values }) => [name, vectorFromArray(wide(kind, values), types[kind]())])),
  );
  const properties = new wasm.WriterPropertiesBuilder().setCompression(wasm.Compression.ZSTD).build();
  writeFileSync(path, wasm.writeParquet(wasm.Table.fromIPCStream(tableToIPC(table, "stream")), properties));
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  try {
    await (request.sql ? duckdb(request) : arrow(request));
    console.log(JSON.stringify({}));
  } catch (fault) {
    console.log(JSON.stringify({ fault: String(fault.message ?? fault) }));
  }
}
process.exit(0);
