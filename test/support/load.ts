/** Sends many requests over few persistent connections, one at a time on each. */
import { connect } from "node:net";

export interface Load {
  readonly port: number;
  readonly connections: number;
  /** Total number of requests. */
  readonly requests: number;
  /** Returns the bytes of the request with this number. */
  readonly request: (index: number) => string;
  /** Returns true if the response to the request with this number is wrong. */
  readonly isWrong: (index: number, status: number, body: string) => boolean;
}

/** Returns the numbers of requests with a wrong response. Rejects if a connection ends too early. */
export async function send({ port, connections, requests, request, isWrong }: Load): Promise<readonly number[]> {
  const wrong: number[] = [];
  let next = 0;
  const run = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1").setNoDelay(true).setEncoding("latin1");
      let index = 0;
      let text = "";
      const ask = () => {
        if (next >= requests) return void socket.end(resolve);
        index = next++;
        socket.write(request(index));
      };
      socket.on("connect", ask);
      socket.on("error", reject);
      socket.on("close", () => reject(new Error(`the connection ended before the response to request ${index}`)));
      socket.on("data", (chunk: string) => {
        text += chunk;
        const end = text.indexOf("\r\n\r\n");
        if (end === -1) return;
        const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
        const body = text.slice(end + 4);
        if (body.length < length) return;
        if (body.length > length || isWrong(index, Number(text.slice(9, 12)), body)) wrong.push(index);
        text = "";
        ask();
      });
    });
  await Promise.all(Array.from({ length: connections }, run));
  return wrong;
}
