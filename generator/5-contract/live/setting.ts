/** What the cases against a server that runs have in common. */
import type { Locate } from "../findings.ts";
import type { Workshop } from "../inputs.ts";
import type { Law } from "../law.ts";
import type { Secrets } from "../security.ts";
import type { Memory } from "./memory.ts";
import type { Send } from "./sender.ts";

export interface LiveSetting extends Workshop {
  readonly law: Law;
  readonly locate: Locate;
  readonly send: Send;
  readonly url: string;
  readonly memory: Memory;
  readonly secrets: Secrets;
  readonly maxCases: number;
  /** Whether there is time for another case. */
  readonly isTime: () => boolean;
}
