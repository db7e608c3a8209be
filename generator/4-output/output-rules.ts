/** Rules for output folders and for the operations to test. Other code reports them: only the explanations are here. */
import type { Rule } from "../1-document/rule.ts";

export const OUTPUT_RULES: readonly Rule[] = [
  {
    name: "output-stale",
    severity: "error",
    remedy: "Run specwright generate, and commit what it writes.",
    explanation: {
      asks: "With `--check`, the output folder holds what the description generates.",
      why: "Stale code does not agree with the description. The check keeps it out of the main branch.",
    },
  },
  {
    name: "output-formatted",
    severity: "error",
    remedy: "Exclude the output folder from the formatter, and run specwright generate.",
    explanation: {
      asks: "With `--check`, no formatter changed a file since specwright wrote it.",
      why: "Each run would change the files again. `generate` overwrites a file that only a formatter changed.",
    },
  },
  {
    name: "output-edited",
    severity: "error",
    remedy: "Move the file, or overwrite it with `--force`.",
    explanation: {
      asks: "Files that are to be overwritten were generated, and not edited since.",
      why: "Your changes would be lost. A file that is no longer generated but was edited is kept, with a warning.",
    },
  },
  {
    name: "output-obstacle",
    severity: "error",
    remedy: "Move it, or choose another output folder.",
    explanation: {
      asks: "The path of an output file is free or a regular file: neither a folder nor a symbolic link.",
      why: "Symbolic links are not followed, because they can lead out of the output folder.",
    },
  },
  {
    name: "output-is-input",
    severity: "error",
    remedy: "Choose another output path.",
    explanation: {
      asks: "The output overwrites no input: the description, its files and overlays, the configuration.",
      why: "The input would be lost. `--force` does not allow it either.",
    },
  },
  {
    name: "output-busy",
    severity: "error",
    remedy: "Try again when the other run has ended. If there is none, delete `.specwright.lock` in the output folder.",
    explanation: {
      asks: "Only one run at a time writes into an output folder.",
      why: "Two runs would leave a mixture of both outputs.",
    },
  },
  {
    name: "output-unwritable",
    severity: "error",
    remedy: "Correct the cause, or choose another output path, and run the command again.",
    explanation: {
      asks: "The output folder can be written.",
      why: "A permission is missing, the disk is full or read-only, or a file stands where a folder is needed.",
    },
  },
  {
    name: "runtime-version",
    severity: "error",
    remedy: "Install the version that generates, or generate each output again.",
    explanation: {
      asks: "A runtime outside of the output, in the package or in a shared folder, is of the version that generates.",
      why: "Generated code and runtime of different versions may not fit. It is an error with `--check`, else a warning.",
    },
  },
  {
    name: "runtime-missing",
    severity: "error",
    remedy: "Install specwright as a dependency of the project.",
    explanation: {
      asks: 'With `runtime: "package"`, the project has specwright installed, and in its `dependencies`.',
      why: "The generated code imports specwright/runtime. It is an error with `--check`, else a warning.",
    },
  },
  {
    name: "generated-incomplete",
    severity: "error",
    remedy: "Run `specwright generate`, or name another folder.",
    explanation: {
      asks: "The folder to be tested contains all generated files.",
      why: "Missing files cannot be compared with the description.",
    },
  },
  {
    name: "unknown-operation",
    severity: "error",
    remedy: "Use a name from the description.",
    explanation: {
      asks: "`--operation` and `--tag` name operations and tags of the description.",
      why: "A misspelled name would select nothing to test, and nothing would fail.",
    },
  },
];
