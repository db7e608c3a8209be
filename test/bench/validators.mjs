/**
 * `npm run bench:validators`: how many values a second our compiled validators and ajv's standalone code look through,
 * in turns, on the clients description. A ratio above 1 means that ours are faster.
 */
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";

const { Client } = await import("../../dist/clients/validators.js");
const document = JSON.parse(readFileSync(new URL("../../generated/openapi.json", import.meta.url), "utf8"));

const contact = {
  id: "c1",
  first_name: "Ann",
  last_name: "Lee",
  email: "ann@example.com",
  phone: "555",
  send_email: true,
};
const client = {
  id: "D2J234DFA",
  name: "Bob & Sons",
  balance: 1250.5,
  paid_to_date: 12,
  credit_balance: 0,
  created_at: 1_700_000_000,
  updated_at: 1_700_000_001,
  is_deleted: false,
  city: "Beverley Hills",
  contacts: [contact, { ...contact, id: "c2" }, { ...contact, id: "c3" }],
};
const wrong = { ...client, contacts: [...client.contacts, { ...contact, email: 1 }] };

const ajvCheck = compileByAjv();
if (!Client.is(client) || !ajvCheck(client)) throw new Error("both must accept the client");
if (Client.is(wrong) || ajvCheck(wrong)) throw new Error("neither may accept the other one");

for (const [name, value] of Object.entries({ right: client, wrong })) {
  const ours = [];
  const theirs = [];
  for (let turn = 0; turn < 7; turn++) {
    ours.push(rate(() => Client.validate(value)));
    theirs.push(rate(() => ajvCheck(value)));
  }
  const [a, b] = [median(ours), median(theirs)];
  console.log(
    `${name.padEnd(8)}ours ${(a / 1e6).toFixed(2)} M/s   ajv ${(b / 1e6).toFixed(2)} M/s   ${(a / b).toFixed(2)}×`,
  );
}

/** ajv's own standalone printer, with the options that find every complaint, as ours do. */
function compileByAjv() {
  const ajv = new Ajv2020({ strict: false, allErrors: true, code: { source: true } });
  addFormats.default(ajv);
  const validate = ajv.compile({ $ref: "#/components/schemas/Client", components: document.components });
  const module = { exports: {} };
  new Function("module", "exports", "require", standalone.default(ajv, validate))(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return module.exports;
}

/** Calls a second of CPU time. */
function rate(call) {
  const until = process.cpuUsage().user + 300_000;
  const start = process.cpuUsage().user;
  let calls = 0;
  while (process.cpuUsage().user < until) for (let count = 0; count < 10_000; count++, calls++) call();
  return (calls / (process.cpuUsage().user - start)) * 1e6;
}

function median(numbers) {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
}
