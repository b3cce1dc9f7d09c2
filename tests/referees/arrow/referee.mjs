// Another implementation of Arrow IPC, asked by tests/Formats/Arrow/ArrowRefereeTests.cs.
//   node referee.mjs read FOLDER    every X.arrows in the folder is read with apache-arrow and told as X.json
//   node referee.mjs write FOLDER   every X.json in the folder is written with apache-arrow as X.arrows, in two batches
// The .json files follow the conventions of tests/golden/arrow/README.md.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStream } from "./read.mjs";
import { writeStream } from "./write.mjs";

const [mode, folder] = process.argv.slice(2);
const names = extension => readdirSync(folder).filter(file => file.endsWith(extension)).map(file => file.slice(0, -extension.length));

if (mode === "read") {
  for (const name of names(".arrows")) writeFileSync(join(folder, `${name}.json`), readStream(readFileSync(join(folder, `${name}.arrows`))));
} else if (mode === "write") {
  for (const name of names(".json")) writeFileSync(join(folder, `${name}.arrows`), writeStream(readFileSync(join(folder, `${name}.json`), "utf8")));
} else {
  throw new Error(`unknown mode '${mode}'; known are read and write`);
}
