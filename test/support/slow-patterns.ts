/** Patterns for which a backtracking engine needs exponential or polynomial time, with a string that shows it. */

const times = (text: string, count: number): string => text.repeat(count);

export const SLOW_PATTERNS: readonly (readonly [pattern: string, attack: string])[] = [
  [String.raw`^([a-z]|\w|[0-9])*$`, `${times("a", 41)}!`],
  ["^(a+)+$", `${times("a", 45)}!`],
  ["^([a-zA-Z]+)*$", `${times("a", 45)}!`],
  ["^(a|aa)+$", `${times("a", 80)}!`],
  ["^(a|a?)+$", `${times("a", 45)}!`],
  ["^(.*a){25}$", `${times("a", 60)}!`],
  ["(a|a)*b", times("a", 45)],
  ["^(([a-z])+.)+[A-Z]([a-z])+$", times("a", 60)],
  [
    String.raw`^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$`,
    times("a", 60),
  ],
  [String.raw`^(\d+)*x$`, times("1", 60)],
  [String.raw`^(?:\s*\w+\s*)*;$`, times("a", 60)],
  ["^((a*)*)*b$", times("a", 45)],
  ["^(a?){40}a{40}$", times("a", 39)],
  [`^${times("a?", 40)}a{40}$`, times("a", 39)],
  [`^${times("(a|a)", 40)}b$`, `${times("a", 40)}c`],
  ["^(a|b|ab)*c$", times("ab", 50)],
  ["^(?:[^<]+|<[^>]*>?)*!$", times("<", 60)],
  ["^(x+x+)+y$", times("x", 60)],
  ["^(?=(a+)+b)a", times("a", 60)],
  ["^(?:(?<=^(a|a)*)x|a)*c$", times("a", 60)],
  [String.raw`^(\w+\s?)*\$$`, times("ab ", 30)],
  [String.raw`^(a+)\1*(a+)+$`, `${times("a", 60)}!`],
  [String.raw`^(\p{L}+)+$`, `${times("ä", 45)}!`],
  ["^((ab)*)+$", `${times("ab", 45)}a`],
  [String.raw`^(.+)+\n$`, times("a", 45)],
  ["^(?:a|(?:a|(?:a|b)*)*)*$", `${times("a", 45)}!`],
  [`^${times("(?:", 60)}a${times(")*", 60)}$`, `${times("a", 45)}!`],
  [String.raw`.*.*.*.*.*.*x.*y`, times("x", 2_000)],
];
