import { describe, expect, it } from "vitest";
import { isPrivateHost, rejectionOfUrl } from "../../../../generator/1-document/load/reading/remote.ts";

describe("rejects URLs", () => {
  const rows: readonly [url: string, allowed: readonly string[], want: string | undefined][] = [
    ["https://a.example/x.yaml", ["a.example"], undefined],
    ["https://A.example/x.yaml", ["a.EXAMPLE"], undefined],
    ["https://a.example:8443/", ["a.example:8443"], undefined],
    ["https://a.example:8443/", ["a.example"], "the host a.example:8443 is not allowed"],
    ["https://b.a.example/", ["a.example"], "the host b.a.example is not allowed"],
    ["https://a.example.evil/", ["a.example"], "the host a.example.evil is not allowed"],
    ["https://a.example@evil.example/", ["a.example"], "the URL contains credentials"],
    ["http://a.example/", ["a.example"], "only https is allowed"],
    ["https://localhost/", ["localhost"], "its address is private"],
    ["https://[::1]/", ["[::1]"], "its address is private"],
    ["https://2130706433/", ["127.0.0.1"], "its address is private"],
  ];

  it.each(rows)("%s", (url, allowed, want) => {
    expect(rejectionOfUrl(new URL(url), allowed)).toBe(want);
  });
});

describe("recognizes private addresses", () => {
  const rows: readonly [address: string, want: boolean][] = [
    ["127.0.0.1", true],
    ["10.1.2.3", true],
    ["172.31.0.1", true],
    ["172.32.0.1", false],
    ["192.168.0.1", true],
    ["169.254.169.254", true],
    ["100.64.0.1", true],
    ["0.0.0.0", true],
    ["224.0.0.1", true],
    ["8.8.8.8", false],
    ["::1", true],
    ["::", true],
    ["fd00::1", true],
    ["fe80::1", true],
    ["::ffff:10.0.0.1", true],
    ["64:ff9b::7f00:1", true],
    ["2606:4700::1111", false],
    ["example.com", false],
  ];

  it.each(rows)("%s", (address, want) => {
    expect(isPrivateHost(address)).toBe(want);
  });
});
