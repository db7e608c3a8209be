/** What the cases against a server that runs have in common. */
import type { Locate } from "../../5-oracle/report/findings.ts";
import type { Workshop } from "../cases/inputs.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import type { Secrets } from "../../5-oracle/description/described-security.ts";
import type { Memory } from "./resource-memory.ts";
import type { Send } from "./live-sender.ts";

export interface LiveSetting extends Workshop {
  readonly oracle: Oracle;
  readonly locate: Locate;
  readonly send: Send;
  readonly url: string;
  readonly memory: Memory;
  readonly secrets: Secrets;
  readonly maxCases: number;
  /** Whether there is time for another case. */
  readonly isTime: () => boolean;
}
