/** Formats that the JSON Schema test suite does not cover, and the time that long strings take. */
import { describe, expect, test } from "vitest";
import { FORMAT_CHECKS } from "../../../generator/3-views/validators/format-checks.ts";
import * as formats from "../../../templates/runtime/validation/formats.ts";

const functions: Readonly<Record<string, unknown>> = formats;

describe("every format of the compiler", () => {
  test.each([...FORMAT_CHECKS])("%s has a runtime function", (_name, { check }) => {
    expect(functions[check]).toBeTypeOf("function");
  });

  test("and every runtime function has a format", () => {
    expect(Object.keys(formats).toSorted()).toEqual([...FORMAT_CHECKS.values()].map(({ check }) => check).toSorted());
  });
});

describe("a string", () => {
  test.each([
    ["base64", formats.isBase64, ["", "YQ==", "YWI=", "YWJj"], ["YQ", "YQ=", "Y===", "a-b_", "YQ== "]],
    ["base64url", formats.isBase64Url, ["", "YQ", "YQ==", "a-b_"], ["Y", "a+b/", "YQ==="]],
    ["a date-time", formats.isDateTime, ["2024-02-29T23:59:60Z", "2000-01-01t00:00:00.5z"], ["2024-02-30T00:00:00Z", "2024-02-29 00:00:00Z", "2024-02-29T24:00:00Z", "2024-02-29T12:00:00"]],
    ["a duration", formats.isDuration, ["P1Y2M3DT4H5M6S", "P2W", "PT1M"], ["P", "PT", "P1YT", "P1H", "P1Y2D", "1D"]],
    ["a wide duration", formats.isWideDuration, ["P1Y2M3DT4H5M6S", "PT1.5S", "-P1D", "+P1Y2D", "PT8H-6M12.345S", "P1W2D", "pt1h", "PT0S", "P-1D"], ["P", "PT", "P1YT", "P1H", "1D", "PT1S1H", "PT1.S", "P1.5D", "PT1H1H"]],
    ["a wide time", formats.isWideTime, ["10:15", "10:15:30", "10:15:30.123456789", "10:15:30Z", "10:15+01:00", "23:59:60", "10:15:30-0830"], ["24:00", "10", "10:60", "10:15:61", "10:15:30.", "10:15:30+24:00", "T10:15"]],
    ["an email", formats.isEmail, ["a.b+c@example.com", '"a b"@example.com', "a@[127.0.0.1]", "a@[IPv6:::1]"], ["a@", "@b", "a..b@c", "a b@c", "a@-b", "a@[1.2.3]"]],
    ["an IPv6 address", formats.isIpv6, ["::", "::1", "1::", "1:2:3:4:5:6:7:8", "1::8", "::ffff:1.2.3.4"], ["", ":", ":::", "1:2", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "::1.2.3", "1.2.3.4::", "::1%eth0"]],
    ["a URI", formats.isUri, ["https://u:p@h:1/a;b?c=d&e#f", "urn:a:b", "http://[::1]/"], ["/a", "a b:c", "http://[::1", "http://a b", "http://h/%zz", "http://h/[a]", "ü:a"]],
    ["a URI reference", formats.isUriReference, ["", "a", "../a?b#c", "//h/p"], ["a b", "1:2:3", "a#b#c", "\\"]],
    ["a UUID", formats.isUuid, ["2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"], ["2eb8aa08aa9811eab4aa73b441d16380", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", ""]],
    ["a regular expression", formats.isRegex, ["^a$", String.raw`\p{L}`], ["(", String.raw`\_`]],
  ] as const)("that is %s", (_name, check, valid, invalid) => {
    expect({ valid: valid.filter(check), invalid: invalid.filter(check) }).toEqual({ valid, invalid: [] });
  }); // prettier-ignore
});

describe("a number", () => {
  test.each([
    ["int8", formats.isInt8, [-128, 127], [-129, 128, 0.5]],
    ["uint8", formats.isUint8, [0, 255], [-1, 256]],
    ["int16", formats.isInt16, [-32_768, 32_767], [32_768]],
    ["uint16", formats.isUint16, [0, 65_535], [65_536]],
    ["int32", formats.isInt32, [-(2 ** 31), 2 ** 31 - 1], [2 ** 31]],
    ["uint32", formats.isUint32, [0, 2 ** 32 - 1], [2 ** 32]],
    ["int64", formats.isInt64, [-(2 ** 63), 2 ** 63, 2 ** 53 + 2], [2 ** 64, 0.5]],
    ["uint64", formats.isUint64, [0, 2 ** 64], [-1, 2 ** 65]],
  ] as const)("that is %s", (_name, check, valid, invalid) => {
    expect({ valid: valid.filter(check), invalid: invalid.filter(check) }).toEqual({ valid, invalid: [] });
  });
});

describe("a string of a megabyte", () => {
  const texts = ["a", "1", ".", "-", ":", "/", "@", "%", "~", "{", '"', "[", "\\", "a.", "P1Y", "1:", "é"];
  const checks = [...FORMAT_CHECKS].filter(([, { type }]) => type === "string");

  // the time limit of the test is the assertion: quadratic time would take hours
  test.each(checks)("is checked by %s in linear time", (_name, { check }) => {
    const isOfFormat = functions[check];
    if (typeof isOfFormat !== "function") throw new Error(`There is no function "${check}".`);
    for (const text of texts) {
      const long = text.repeat(2 ** 20 / text.length);
      expect([isOfFormat(long), isOfFormat(`${long} `), isOfFormat(` ${long}`)]).toHaveLength(3);
    }
  });
});
