// Tells what a stream holds as JSON text.
import { DataType, RecordBatchReader, TimeUnit } from "apache-arrow";

export function readStream(bytes) {
  const reader = RecordBatchReader.from(bytes).open();
  const schema = reader.schema;
  const batches = [...reader];
  const columns = schema.fields.map(field => `{"name":${JSON.stringify(field.name)},"type":${JSON.stringify(typeName(field.type))},"nullable":${field.nullable}}`);
  const rows = batches.flatMap(batch => Array.from({ length: batch.numRows }, (_, row) => batchRow(batch, row)));
  return `{"batches":[${batches.map(batch => batch.numRows)}],"columns":[${columns}],"rows":[${rows.join(",\n")}]}`;
}

const batchRow = (batch, row) => `[${batch.schema.fields.map((_, i) => value(batch.getChildAt(i), row))}]`;

const units = { [TimeUnit.SECOND]: "s", [TimeUnit.MILLISECOND]: "ms", [TimeUnit.MICROSECOND]: "us", [TimeUnit.NANOSECOND]: "ns" };

function typeName(type) {
  if (DataType.isList(type)) return `list<${typeName(type.children[0].type)}>`;
  if (DataType.isStruct(type)) return `struct<${type.children.map(child => `${child.name}:${typeName(child.type)}`)}>`;
  if (DataType.isTimestamp(type)) return `timestamp[${units[type.unit]}${type.timezone ? ",UTC" : ""}]`;
  if (DataType.isDecimal(type)) return `decimal(${type.precision},${type.scale})`;
  if (DataType.isDate(type)) return "date";
  if (DataType.isInt(type)) return `${type.isSigned ? "int" : "uint"}${type.bitWidth}`;
  if (DataType.isFloat(type)) return ["half", "float", "double"][type.precision];
  if (DataType.isBool(type)) return "boolean";
  if (DataType.isUtf8(type)) return "string";
  return type.toString().toLowerCase();
}

function value(vector, row) {
  const type = vector.type;
  // The library turns timestamps, dates and decimals into numbers that lose digits: take what is stored instead.
  if (DataType.isNull(type) || !vector.isValid(row)) return "null";
  if (DataType.isTimestamp(type) || DataType.isDate(type)) return String(vector.data[0].values[row]);
  if (DataType.isDecimal(type)) return decimal(vector.data[0].values.subarray(4 * row, 4 * row + 4), type.scale);
  if (DataType.isStruct(type)) return `{${type.children.map((child, i) => `${JSON.stringify(child.name)}:${value(vector.getChildAt(i), row)}`)}}`;
  return shown(type, vector.get(row));
}

function shown(type, got) {
  if (DataType.isList(type)) return `[${Array.from({ length: got.length }, (_, i) => value(got, i))}]`;
  if (DataType.isFloat(type)) return float(got);
  if (DataType.isBinary(type)) return JSON.stringify(Buffer.from(got).toString("hex"));
  return DataType.isUtf8(type) ? JSON.stringify(got) : String(got);
}

function float(got) {
  if (Number.isNaN(got)) return '"NaN"';
  if (!Number.isFinite(got)) return got > 0 ? '"Infinity"' : '"-Infinity"';
  return Object.is(got, -0) ? "-0.0" : String(got);
}

function decimal(words, scale) {
  let unscaled = 0n;
  for (let i = 3; i >= 0; i--) unscaled = (unscaled << 32n) | BigInt(words[i]);
  unscaled = BigInt.asIntN(128, unscaled);
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `"${unscaled < 0n ? "-" : ""}${whole}${scale > 0 ? "." : ""}${digits.slice(digits.length - scale)}"`;
}
