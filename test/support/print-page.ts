/** Prints one template with its view, as a file of the output. */
import { code } from "../../generator/3-views/code.ts";
import { templatePage } from "../../generator/4-output/render.ts";
import { specifiersFrom } from "../../generator/4-output/specifiers.ts";
import { loadTemplates, type TemplateName } from "../../generator/4-output/templates.ts";
import type { Views } from "../../generator/4-output/views.ts";

const render = loadTemplates({ source: code`a test` });

/** Returns the content of the file at `path` of the output. */
export function printPage<Name extends TemplateName>(path: string, template: Name, view: Views[Name]): string {
  return templatePage(path, template, view).print(render, specifiersFrom(path, { extension: "js" }));
}
