/** Prints the coverage of documented responses: a mosaic, and a table of operations by status. */
import type { Coverage, OperationReport } from "../../5-oracle/report/test-report.ts";
import { markup, type Markup } from "./markup.ts";

/** The state of a documented response. The names are CSS classes. */
type CoverageState = "wrong" | "seen" | "unseen";

function coverageStateOf({ status, cases }: Coverage, { findings, coverage }: OperationReport): CoverageState {
  const keys = new Set(coverage.map((one) => one.status));
  const isViolated = findings.some(
    ({ response }) => response !== undefined && documentedStatusOf(response.status, keys) === status,
  );
  if (isViolated) return "wrong";
  return cases > 0 ? "seen" : "unseen";
}

/** Returns the documented status that covers a status code: the code, its range, or `default`. */
function documentedStatusOf(status: number, keys: ReadonlySet<string>): string | undefined {
  return [`${status}`, `${Math.trunc(status / 100)}XX`, "default"].find((key) => keys.has(key));
}

const STATES: Readonly<Record<CoverageState, string>> = {
  seen: "seen, as described",
  wrong: "seen, not as described",
  unseen: "never seen",
};

const TILE_SIZE = 11;
const GAP = 3;
const TILES_PER_ROW = 72;

/** Prints a tile for each documented response, in the order of the description. */
export function coverageMosaic(operations: readonly OperationReport[]): Markup {
  const tiles = operations.flatMap((operation) => operation.coverage.map((one) => ({ operation, one })));
  const rows = Math.ceil(tiles.length / TILES_PER_ROW);
  const width = Math.min(tiles.length, TILES_PER_ROW) * (TILE_SIZE + GAP);
  const drawn = tiles.map(({ operation, one }, index) => {
    const [x, y] = [(index % TILES_PER_ROW) * (TILE_SIZE + GAP), Math.floor(index / TILES_PER_ROW) * (TILE_SIZE + GAP)];
    return markup`<rect class="${coverageStateOf(one, operation)}" x="${x}" y="${y}" width="${TILE_SIZE}" height="${TILE_SIZE}" rx="2"
      ><title>${operation.method} ${operation.path} ${responseLabel(one)}: ${one.cases}</title></rect
    >`;
  });
  const legend = Object.entries(STATES).map(
    ([state, text]) =>
      markup`<li>
        <svg width="${TILE_SIZE}" height="${TILE_SIZE}"><rect class="${state}" width="${TILE_SIZE}" height="${TILE_SIZE}" rx="2" /></svg>
        ${text}
      </li>`,
  );
  return markup` <figure class="mosaic">
    <svg
      viewBox="0 0 ${width} ${rows * (TILE_SIZE + GAP)}"
      width="${width}"
      role="img"
      aria-label="One tile for each documented response"
    >
      ${drawn}
    </svg>
    <figcaption>
      <ul class="legend">
        ${legend}
      </ul>
    </figcaption>
  </figure>`;
}

function responseLabel({ status, mediaType }: Coverage): string {
  return mediaType === undefined ? status : `${status} ${mediaType}`;
}

/** Prints a table with a row per operation, a column per status, and a chip per media type. */
export function coverageTable(operations: readonly OperationReport[]): Markup {
  const statuses = [...new Set(operations.flatMap(({ coverage }) => coverage.map(({ status }) => status)))].toSorted();
  const rows = operations.map((operation) => {
    const cells = statuses.map((status) => {
      const chips = operation.coverage
        .filter((one) => one.status === status)
        .map((one) => coverageChip(one, operation));
      return markup`<td>${chips}</td>`;
    });
    return markup`<tr>
      <th scope="row"><b class="method">${operation.method}</b> ${operation.path}</th>
      <td class="count">${(operation.cases.valid + operation.cases.invalid).toLocaleString("en")}</td>
      ${cells}
    </tr>`;
  });
  const heads = statuses.map((status) => markup`<th scope="col">${status}</th>`);
  return markup` <div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Operation</th>
          <th scope="col" class="count">Cases</th>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function coverageChip(one: Coverage, operation: OperationReport): Markup {
  const state = coverageStateOf(one, operation);
  const title = `${responseLabel(one)}: ${STATES[state]}`;
  return markup`<span class="chip ${state}" title="${title}">${shortMediaType(one.mediaType)} <b>${one.cases}</b></span>`;
}

/** Returns a short media type for the table: `json` for `application/json`. */
function shortMediaType(mediaType: string | undefined): string {
  if (mediaType === undefined) return "no body";
  const [essence = ""] = mediaType.split(";");
  return essence.trim().replace(/^(?:application|text)\/(?:vnd\.|x-)?(?=[^*])/, "");
}
