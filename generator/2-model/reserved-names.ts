/**
 * Names with a meaning of their own in generated code, each list with its reason. Operations and schemas keep such names:
 * the files that import them use another name. Only constants, derived types and files avoid them.
 */

/** Reserved words of ECMAScript §12.7.2 in strict code, and names that must not be declared. */
const KEYWORDS =
  "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
  "function if import in instanceof new null return super switch this throw true try typeof var void while with " +
  "implements interface let package private protected public static yield arguments eval undefined NaN Infinity";

/** Predefined types of TypeScript. A declaration with such a name is an error. */
const PREDEFINED_TYPES = "any bigint boolean never number object string symbol unknown";

/** Names that a module in CommonJS cannot declare. Compilers can turn generated code into such modules. */
const COMMONJS_NAMES = "exports require module __filename __dirname __esModule";

/** Names that data of operations contains, and the global object. */
const WRITTEN_NAMES = "exactJson globalThis";

/** Globals that generated code uses. A declaration or an import with such a name would shadow the global. */
const GLOBALS =
  "AbortController AbortSignal Array ArrayBuffer AsyncIterable AsyncIterator Awaited BigInt Blob Boolean Date Error " +
  "Exclude Extract File FormData Function Headers Infinity Iterable Iterator JSON Map Math NonNullable Number Object " +
  "Omit Partial Pick Promise Proxy Readonly ReadonlyArray ReadonlyMap ReadonlySet ReadableStream Record Reflect RegExp " +
  "Request Required Response ReturnType Set String Symbol TextDecoder TextEncoder TypeError URL URLSearchParams " +
  "Uint8Array WeakMap WeakSet fetch globalThis";

/** Names that generated modules import, or export in addition to operations and types. */
const MODULE_NAMES =
  "Accepted Api ApiCallOptions ApiError ApiOptions ApiServer Auth BasicCredential CallOptions Credential CredentialContext Failure FailureOf FormatCodec " +
  "isApiError leniently IssuedTokens RefreshOptions TokenEndpoint clientCredentials refreshTokens InvalidMessage MediaTypeOf Middleware MiddlewareContext Operation OperationContext OperationId OperationMiddleware OperationServers OperationSpec PagedOperation ReconnectingOptions RetryEvent RetryOptions Send " +
  "SenderOptions ServerSentEvent ServerSpec Status Status1XX Status2XX Status3XX Status4XX Status5XX Success SuccessOf " +
  "Unexpected UnexpectedResponse ValidatingOptions Validator WireError accepting createApi createSender fetchByUrl itemsOf onlyFor pagesOf reconnecting renewable retries " +
  "serverUrl servers unwrap validating";

/** Names that are declared in the modules of operations, the client and the server. */
const OPERATION_SCOPE_NAMES =
  "AnyPrincipals HandlerMiddleware Client ContentSpec Handlers HeaderSpec Links OperationValidation NegotiatedMethod NegotiatedPagedMethod PagedMethod WebhookDescription " +
  "WebhookReceiverOptions ResponseSpec SecurityHandlers SecurityScheme Server ServerChoice CommonServerOptions DocumentedResponse ServerOptions WebhookOptions call " +
  "base64 convertedValidator conversionCodec conversions createFacade createServer createWebhookHandler decodeEvents decodeForm decodeHeader decodeLines " +
  "decodeMultipart encodeContentValue encodeDeepObject encodeEvents encodeForm encodeLines encodeMultipart " +
  "encodeStyled exactJson facade input linkedRequest links negotiatedMethod negotiatedPagedMethod operations options pagedMethod paths received createWebhookReceiver send sender createServerFrom stubs " +
  "urlOfServer validation webhookValidation withServers";

/** Device names of Windows. No file can have these names, with any extension. */
const WINDOWS_DEVICES =
  "con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9";

/** Names that no constant can have in TypeScript. */
export const IMPOSSIBLE_CONSTANTS: ReadonlySet<string> = namesIn(KEYWORDS, COMMONJS_NAMES, WRITTEN_NAMES);
/** Names that files of generated code use for something of their own. */
export const OWN_NAMES: ReadonlySet<string> = namesIn(GLOBALS, MODULE_NAMES, OPERATION_SCOPE_NAMES);
/** Globals that the functions of generated code use. */
export const GLOBAL_NAMES: ReadonlySet<string> = namesIn(GLOBALS);
/** Names that derived types avoid. */
export const RESERVED_FOR_TYPES: ReadonlySet<string> = namesIn(KEYWORDS, PREDEFINED_TYPES, GLOBALS, MODULE_NAMES);
/** Names that constants of security schemes, and constants that are not exported, avoid. */
export const RESERVED_FOR_VALUES: ReadonlySet<string> = new Set([...IMPOSSIBLE_CONSTANTS, ...OWN_NAMES]);
export const RESERVED_FOR_FILES: ReadonlySet<string> = namesIn(WINDOWS_DEVICES);

function namesIn(...lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(" ")));
}
