/** Many requests over few connections: sockets that are kept, each with one request at a time. */
import { connect } from "node:net";

export interface Load {
  readonly port: number;
  readonly connections: number;
  /** In all. */
  readonly requests: number;
  /** The bytes of the request of that number. */
  readonly request: (index: number) => string;
  /** Whether the answer to it is wrong. */
  readonly isWrong: (index: number, status: number, body: string) => boolean;
}

/** The numbers of the requests that were answered wrongly. Rejects where a connection ends too soon. */
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
      socket.on("close", () => reject(new Error(`the connection ended while request ${index} was answered`)));
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
