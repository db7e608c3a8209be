/** Which documented answers were seen: a mosaic of all of them, and a table of operations by statuses. */
import type { Coverage, OperationReport } from "../../5-oracle/report/report.ts";
import { markup, type Markup } from "./markup.ts";

/** How an answer fared; the names are classes of the style. */
type State = "wrong" | "seen" | "unseen";

function stateOf({ status, cases }: Coverage, { findings, coverage }: OperationReport): State {
  const keys = new Set(coverage.map((one) => one.status));
  const isWrong = findings.some(
    ({ response: answer }) => answer !== undefined && keyOf(answer.status, keys) === status,
  );
  if (isWrong) return "wrong";
  return cases > 0 ? "seen" : "unseen";
}

/** The promise that a status is held to: the code, its range, or `default`. */
function keyOf(status: number, keys: ReadonlySet<string>): string | undefined {
  return [`${status}`, `${Math.trunc(status / 100)}XX`, "default"].find((key) => keys.has(key));
}

const STATES: Readonly<Record<State, string>> = {
  seen: "seen, and as described",
  wrong: "seen, and not as described",
  unseen: "never seen",
};

const TILE = 11;
const GAP = 3;
const PER_ROW = 72;

/** A tile for each documented answer, in the order of the description. */
export function mosaic(operations: readonly OperationReport[]): Markup {
  const tiles = operations.flatMap((operation) => operation.coverage.map((one) => ({ operation, one })));
  const rows = Math.ceil(tiles.length / PER_ROW);
  const width = Math.min(tiles.length, PER_ROW) * (TILE + GAP);
  const drawn = tiles.map(({ operation, one }, index) => {
    const [x, y] = [(index % PER_ROW) * (TILE + GAP), Math.floor(index / PER_ROW) * (TILE + GAP)];
    return markup`<rect class="${stateOf(one, operation)}" x="${x}" y="${y}" width="${TILE}" height="${TILE}" rx="2"
      ><title>${operation.method} ${operation.path} ${labelOf(one)}: ${one.cases}</title></rect
    >`;
  });
  const legend = Object.entries(STATES).map(
    ([state, text]) =>
      markup`<li>
        <svg width="${TILE}" height="${TILE}"><rect class="${state}" width="${TILE}" height="${TILE}" rx="2" /></svg>
        ${text}
      </li>`,
  );
  return markup` <figure class="mosaic">
    <svg
      viewBox="0 0 ${width} ${rows * (TILE + GAP)}"
      width="${width}"
      role="img"
      aria-label="One tile for each documented answer"
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

function labelOf({ status, mediaType }: Coverage): string {
  return mediaType === undefined ? status : `${status} ${mediaType}`;
}

/** A row for each operation, a column for each status, and in them a chip for each media type. */
export function coverageTable(operations: readonly OperationReport[]): Markup {
  const statuses = [...new Set(operations.flatMap(({ coverage }) => coverage.map(({ status }) => status)))].toSorted();
  const rows = operations.map((operation) => {
    const cells = statuses.map((status) => {
      const chips = operation.coverage.filter((one) => one.status === status).map((one) => chip(one, operation));
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

function chip(one: Coverage, operation: OperationReport): Markup {
  const state = stateOf(one, operation);
  const title = `${labelOf(one)}: ${STATES[state]}`;
  return markup`<span class="chip ${state}" title="${title}">${shortened(one.mediaType)} <b>${one.cases}</b></span>`;
}

/** `application/json` as `json`: a table of them is read by what differs. */
function shortened(mediaType: string | undefined): string {
  if (mediaType === undefined) return "no body";
  const [essence = ""] = mediaType.split(";");
  return essence.trim().replace(/^(?:application|text)\/(?:vnd\.|x-)?(?=[^*])/, "");
}
