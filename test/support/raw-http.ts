/** HTTP as raw bytes, for requests that no client sends. */
import { connect } from "node:net";

/** Sends raw bytes (Latin-1) to a server. Returns everything received until the connection ends, or after a time. */
export function exchangeBytes(url: string, text: string, milliseconds = 5_000): Promise<string> {
  return new Promise((resolve) => {
    let response = "";
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(text, "latin1"));
    socket.setTimeout(milliseconds, () => socket.destroy());
    socket.setEncoding("latin1").on("data", (chunk: string) => (response += chunk));
    socket.on("close", () => resolve(response)).on("error", () => undefined); // only the received bytes matter
  });
}

/** Returns the bytes of a GET request with this target. The connection is closed after the response. */
export function getRequest(target: string): string {
  return `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
}

/** Returns the status of a response as raw bytes. */
export function statusOf(response: string): number {
  return Number(response.slice(9, 12));
}
