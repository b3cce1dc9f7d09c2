// Runs SQL statements in DuckDB, one after the other. Usage: node query.mjs STATEMENT ...
// Prints after each statement its rows, a JSON array each (dates as days, timestamps as microseconds, bytes in hex, lists and structs nested), and a line of two dashes.
import { DuckDBInstance } from "@duckdb/node-api";

const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
for (const statement of process.argv.slice(2)) {
  const reader = await connection.runAndReadAll(statement);
  for (const row of reader.getRows()) console.log(`[${row.map(text).join(",")}]`);
  console.log("--");
}

function text(value) {
  if (value === null) return "null";
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? (Object.is(value, -0) ? "-0" : String(value)) : `"${value}"`;
  if (typeof value === "string") return JSON.stringify(value);
  switch (value.constructor.name) {
    case "DuckDBDateValue": return String(value.days);
    case "DuckDBTimestampValue":
    case "DuckDBTimestampTZValue": return String(value.micros);
    case "DuckDBBlobValue": return `"${Buffer.from(value.bytes).toString("hex")}"`;
    case "DuckDBListValue": return `[${value.items.map(text).join(",")}]`;
    case "DuckDBStructValue": return `{${Object.entries(value.entries).map(([name, member]) => `${JSON.stringify(name)}:${text(member)}`).join(",")}}`;
    default: throw new Error(`a value of type ${value.constructor.name} has no text`);
  }
}
