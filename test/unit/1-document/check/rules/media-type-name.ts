import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "the media type of a part with a line break",
      `paths: { /a: { post: { requestBody: { content: { multipart/form-data: { schema: { type: object }, encoding: { a: { contentType: "image/*, a/b\\r\\nX: y" } } } } }, ${OK} } } }`,
      ['warning media-type-name 3:129 "a/b\\r\\nX: y" is not a media type.'],
    ],
    [
      "invalid media types in `consumes` and `produces`",
      `swagger: "2.0"\ninfo: { title: T, version: '1' }\nproduces: [json]\npaths: { /a: { get: { consumes: [text/plain, xml], ${OK} } } }`,
      [
        'warning media-type-name 3:12 "json" is not a media type.',
        'warning media-type-name 4:46 "xml" is not a media type.',
      ],
    ],
    [
      "an invalid media type",
      `paths: { /a: { post: { requestBody: { content: { json: {} } }, ${OK} } } }`,
      ['warning media-type-name 3:50 "json" is not a media type.'],
    ],
  ],
  leavesOut: [
    [
      "an invalid media type",
      "paths: { /a: { post: { requestBody: { content: { json: {}, text/plain: {} } } } } }",
      "paths./a.post.requestBody.content",
      { "text/plain": {} },
    ],
  ],
};
