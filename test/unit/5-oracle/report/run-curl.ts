/** Sends the requests of printed curl commands with `node:http`, so tests do not need curl. */
export const CURL = `#!/bin/sh
exec "$NODE" -e '
const http = require("node:http");
const args = process.argv.slice(1);
let method, body, url; const headers = {};
const set = (line) => { const at = line.indexOf(":"); headers[line.slice(0, at)] = line.slice(at + 1).trim(); };
for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
  if (["-sS", "-i", "--globoff"].includes(arg)) continue;
  if (arg === "-X") method = args.shift();
  else if (arg === "--head") method = "HEAD";
  else if (arg === "-H") set(args.shift());
  else if (arg === "-u") headers.Authorization = "Basic " + Buffer.from(args.shift()).toString("base64");
  else if (arg === "--data-raw") body = args.shift();
  else if (arg === "--data-binary") { args.shift(); body = require("node:fs").readFileSync(0); }
  else if (url === undefined && !arg.startsWith("-")) url = arg;
  else throw new Error("what is " + arg + "?");
}
const target = new URL(url);
const path = url.slice(url.indexOf("/", 8));
const request = http.request({ host: target.hostname, port: target.port, path, method: method ?? (body === undefined ? "GET" : "POST"), headers }, (response) => {
  process.stdout.write("HTTP/1.1 " + response.statusCode + " " + response.statusMessage + "\\n");
  response.pipe(process.stdout);
});
request.on("error", () => process.exit(52));
request.end(body);
' -- "$@"
`;
