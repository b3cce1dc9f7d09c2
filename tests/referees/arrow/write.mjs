// Writes what JSON text describes as a stream of two batches.
import * as arrow from "apache-arrow";

export function writeStream(text) {
  const { columns, rows } = parseExactly(text);
  const fields = columns.map(({ name, type, nullable }) => new arrow.Field(name, typeOf(type), nullable));
  const schema = new arrow.Schema(fields);
  const half = Math.ceil(rows.length / 2);
  const writer = new arrow.RecordBatchStreamWriter();
  for (const part of [rows.slice(0, half), rows.slice(half)]) writer.write(batch(schema, part));
  return writer.finish().toUint8Array(true);
}

// Integers beyond 2^53 must not become floating point: they are kept as text, which BigInt and Number both take.
function parseExactly(text) {
  const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  return JSON.parse(text.replace(tokens, token => /^-?\d{16,}$/.test(token) ? `"${token}"` : token));
}

function batch(schema, rows) {
  const children = schema.fields.map((field, i) => data(field.type, rows.map(row => row[i])));
  return new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(schema.fields), length: rows.length, nullCount: 0, children }));
}

function data(type, values) {
  const length = values.length;
  const nullCount = values.filter(value => value === null).length;
  const common = { type, length, nullCount, nullBitmap: nullCount > 0 ? bits(values.map(value => value !== null)) : undefined };
  if (arrow.DataType.isNull(type)) return arrow.makeData({ type, length });
  if (arrow.DataType.isStruct(type)) return arrow.makeData({ ...common, children: type.children.map(child => data(child.type, values.map(value => value === null ? null : value[child.name]))) });
  if (arrow.DataType.isList(type)) return arrow.makeData({ ...common, valueOffsets: offsets(values.map(value => value === null ? 0 : value.length)), child: data(type.children[0].type, values.flatMap(value => value ?? [])) });
  if (arrow.DataType.isUtf8(type)) return bytes(common, values.map(value => value === null ? Buffer.alloc(0) : Buffer.from(whole(value), "utf8")));
  if (arrow.DataType.isBinary(type)) return bytes(common, values.map(value => Buffer.from(value ?? "", "hex")));
  if (arrow.DataType.isBool(type)) return arrow.makeData({ ...common, data: bits(values) });
  return arrow.makeData({ ...common, data: numbers(type, values) });
}

const whole = value => typeof value === "object" ? value.repeat.repeat(value.times) : value;

function bytes(common, values) {
  return arrow.makeData({ ...common, valueOffsets: offsets(values.map(value => value.length)), data: Buffer.concat(values) });
}

function offsets(lengths) {
  const all = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => { all[i + 1] = all[i] + length; });
  return all;
}

function bits(flags) {
  const packed = new Uint8Array(Math.ceil(flags.length / 64) * 8);
  flags.forEach((flag, i) => { if (flag) packed[i >> 3] |= 1 << (i & 7); });
  return packed;
}

function numbers(type, values) {
  if (arrow.DataType.isDecimal(type)) return Uint32Array.from(values.flatMap(value => words(BigInt((value ?? "0").replace(".", "")))));
  const array = new type.ArrayType(values.length);
  values.forEach((value, i) => { array[i] = array instanceof BigInt64Array || array instanceof BigUint64Array ? BigInt(value ?? 0) : Number(value ?? 0); });
  return array;
}

const words = number => [0n, 32n, 64n, 96n].map(shift => Number(BigInt.asUintN(32, number >> shift)));

const integers = { int8: arrow.Int8, int16: arrow.Int16, int32: arrow.Int32, int64: arrow.Int64, uint8: arrow.Uint8, uint16: arrow.Uint16, uint32: arrow.Uint32, uint64: arrow.Uint64 };
const simple = { ...integers, float: arrow.Float32, double: arrow.Float64, boolean: arrow.Bool, string: arrow.Utf8, binary: arrow.Binary, date: arrow.DateDay, null: arrow.Null };
const units = { s: arrow.TimeUnit.SECOND, ms: arrow.TimeUnit.MILLISECOND, us: arrow.TimeUnit.MICROSECOND, ns: arrow.TimeUnit.NANOSECOND };

// "list<struct<movieId:int32,rating:float>>" and so on; members are nullable, as in the golden files.
function typeOf(name) {
  if (simple[name]) return new simple[name]();
  const [, outer, inner] = /^(\w+)[<[(](.*)[>\])]$/.exec(name);
  if (outer === "list") return new arrow.List(new arrow.Field("item", typeOf(inner), true));
  if (outer === "struct") return new arrow.Struct(split(inner).map(member => member.split(/:(.*)/s)).map(([key, type]) => new arrow.Field(key, typeOf(type), true)));
  if (outer === "decimal") return new arrow.Decimal(...inner.split(",").map(Number).reverse());
  const [unit, zone] = inner.split(",");
  return new arrow.Timestamp(units[unit], zone ?? null);
}

// Commas of the outermost level only.
function split(text) {
  const parts = [""];
  let depth = 0;
  for (const letter of text) {
    depth += "<[(".includes(letter) ? 1 : ">])".includes(letter) ? -1 : 0;
    if (letter === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}
