/** Requests to the operations of a description as raw bytes, and mutations of them. */

const TOKENS = [
  "\r\n", "\n", "\r", "\0", "\r\n\r\n", " ", "\t", ":", "%", "%00", "%2f", "%5c", "%2e%2e", "%c0%ae", "%zz", "../", "//", "\\", "#", "?", "&", ";",
  "Host: a\r\n", "Content-Length: 5\r\n", "Content-Length: 0\r\n", "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n",
  "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n", "Expect: 100-continue\r\n", "Expect: x\r\n", "Upgrade: websocket\r\nConnection: upgrade\r\n",
  "Content-Type: application/json\r\n", "Content-Type: multipart/form-data\r\n", "Content-Type: multipart/form-data; boundary=x\r\n", "Content-Encoding: gzip\r\n",
  "X-Api-Key: secret\r\n", "Authorization: Basic !\r\n", "Accept: */*;q=x\r\n", "Cookie: a=b; __proto__=c\r\n", "Range: bytes=0-\r\n", "Prefer: x\r\n",
  "HTTP/1.0", "HTTP/2.0", "HTTP/1.1", "OPTIONS", "CONNECT", "TRACE", "PRI", "*", "http://a/", "__proto__", "constructor", "toString",
  '{"__proto__":1}', "[".repeat(500), '{"a":'.repeat(300), "1e999", "-0", "9007199254740993", '"\\ud800"', "null", "true", "\xff\xfe", "\xef\xbb\xbf", "\xc3", "0\r\n\r\n", "5\r\nabcde\r\n", "a".repeat(20_000),
]; // prettier-ignore

/** Returns one valid request for each content of each operation. */
export function validRequests({ paths }) {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      if (operation.operationId === undefined) return [];
      const target = path.replaceAll(/\{[^{}]*\}/g, "a1");
      const bodies = Object.keys(operation.requestBody?.content ?? { "": {} });
      return bodies.map((type) => requestOf(method.toUpperCase(), `${target}?page=1&include=contacts`, type));
    }),
  );
}

function requestOf(method, target, type) {
  const body = bodyOf(type);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    "Host: localhost",
    "Connection: close",
    "X-API-TOKEN: secret",
    "X-API-PASSWORD: secret",
    "X-Requested-With: XMLHttpRequest",
  ];
  const mediaType = type.replace("form-data", "form-data; boundary=x");
  if (type !== "") lines.push(`Content-Type: ${mediaType}`, `Content-Length: ${body.length}`);
  return [...lines, "", body].join("\r\n");
}

function bodyOf(type) {
  if (type === "") return "";
  if (type.startsWith("multipart/")) {
    return '--x\r\nContent-Disposition: form-data; name="_method"\r\n\r\nPUT\r\n--x\r\nContent-Disposition: form-data; name="documents[]"; filename="a"\r\n\r\nb\r\n--x--\r\n';
  }
  return '{"name":"a","ids":["a","b"],"action":"archive","contacts":[{"email":"a@b.c"}],"balance":1.5}';
}

/** Returns a request with random changes: of all its bytes, or of its body or query only, so that it stays HTTP. */
export function mutateRequest(request, random) {
  const end = request.indexOf("\r\n\r\n") + 4;
  const [head, body] = [request.slice(0, end), request.slice(end)];
  if (body !== "" && random() < 0.5) {
    const mutated = mutateText(body, random);
    return head.replace(/(?<=Content-Length: )\d+/, String(mutated.length)) + mutated;
  }
  const mutateQuery = (query) => mutateText(query, random).replaceAll(/[^!-~]/g, "%");
  if (random() < 0.3) return request.replace(/(?<=\?)\S+/, mutateQuery);
  return mutateText(request, random);
}

/** Returns Latin-1 text with one to four random changes. */
function mutateText(request, random) {
  const pick = (length) => Math.floor(random() * length);
  let text = request;
  for (let count = 1 + pick(4); count > 0; count--) {
    const at = pick(text.length + 1);
    const end = Math.min(text.length, at + pick(20));
    const changes = [
      () => text.slice(0, at) + TOKENS[pick(TOKENS.length)] + text.slice(at),
      () => text.slice(0, at) + TOKENS[pick(TOKENS.length)] + text.slice(end),
      () => text.slice(0, at) + text.slice(end),
      () => text.slice(0, at) + String.fromCharCode(pick(256)) + text.slice(at + 1),
      () => text.slice(0, end) + text.slice(at, end).repeat(1 + pick(50)) + text.slice(end),
      () => text.slice(0, at),
      () => {
        const line = text.indexOf("\r\n", at);
        return line === -1 ? text : text.slice(0, line + 2) + TOKENS[pick(TOKENS.length)] + text.slice(line + 2);
      },
    ];
    text = changes[pick(changes.length)]();
  }
  return text;
}
