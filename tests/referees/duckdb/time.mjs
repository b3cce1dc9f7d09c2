// Times SQL statements in DuckDB. Usage: node time.mjs THREADS [NAME STATEMENT] ...
// Prints for each the least seconds and processor seconds of five runs; names in brackets are run once and not printed.
import { DuckDBInstance } from "@duckdb/node-api";

const [threads, ...pairs] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:", { threads })).connect();
for (let i = 0; i + 1 < pairs.length; i += 2) {
  const [name, statement] = [pairs[i], pairs[i + 1]];
  let [seconds, processor] = [Infinity, Infinity];
  for (let run = 0; run < (name.startsWith("(") ? 1 : 5); run++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await connection.runAndReadAll(statement);
    const { user, system } = process.cpuUsage(used);
    seconds = Math.min(seconds, (performance.now() - start) / 1e3);
    processor = Math.min(processor, (user + system) / 1e6);
  }
  if (!name.startsWith("(")) console.log(`${`DuckDB ${name}, ${threads} threads`.padEnd(34)} ${seconds.toFixed(3).padStart(7)} s ${processor.toFixed(3).padStart(7)} processor s`);
}
