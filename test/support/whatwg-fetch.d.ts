/** Types of the polyfill of React Native, which has none. */
declare module "whatwg-fetch" {
  export const Headers: typeof globalThis.Headers;
  export const Request: typeof globalThis.Request;
  export const Response: typeof globalThis.Response;
}
