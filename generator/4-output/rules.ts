/** What may be said of an output folder and of what a run was asked for, explained as the rules of descriptions are. */
import type { Rule } from "../1-document/rule.ts";

export const WRITING: readonly Rule[] = [
  {
    name: "output-edited",
    severity: "error",
    remedy: "Move it, or overwrite it with `--force`.",
    explanation: {
      asks: "No file in the way was edited, or written by somebody else.",
      why: "What you have written would be lost. What is no longer generated but was edited stays, with a warning.",
    },
  },
  {
    name: "output-obstacle",
    severity: "error",
    remedy: "Move it, or choose another output folder.",
    explanation: {
      asks: "Nothing but a file stands where a file is to be written: no folder, and no symbolic link.",
      why: "Links are not followed: they could lead anywhere.",
    },
  },
  {
    name: "output-is-input",
    severity: "error",
    remedy: "Choose another place to write to.",
    explanation: {
      asks: "Nothing is written over what the run reads: the description, its files and overlays, the configuration.",
      why: "It would be lost, and `--force` is about what can be generated again.",
    },
  },
  {
    name: "output-busy",
    severity: "error",
    remedy: "Try again when the other run is done; if there is none, delete `.specwright.lock` in the output folder.",
    explanation: {
      asks: "One run at a time writes into a folder.",
      why: "Two of them would leave a mixture that neither has meant.",
    },
  },
  {
    name: "output-unwritable",
    severity: "error",
    remedy: "Choose another place, or put that right; then run it again.",
    explanation: {
      asks: "The output folder can be written.",
      why: "The system refuses: a permission is missing, the disk is full or read-only, or a file stands where a folder should be.",
    },
  },
  {
    name: "generated-incomplete",
    severity: "error",
    remedy: "Run `specwright generate`, or name another folder.",
    explanation: {
      asks: "A folder that is to be looked at holds all that was generated.",
      why: "What is not there cannot be held against the description.",
    },
  },
  {
    name: "unknown-operation",
    severity: "error",
    remedy: "Name one as the description does.",
    explanation: {
      asks: "What `--operation` and `--tag` name is in the description.",
      why: "A name that is mistyped would leave nothing to test, and nothing that fails.",
    },
  },
];
