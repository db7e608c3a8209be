/** Types of compiled checks, under names that generated validators can import as one namespace. */
export type { Evaluated } from "./evaluated.js";
export type { InstancePath as Path } from "./issues.js";
export type { ConvertedValidator, Validator } from "./validation.js";
