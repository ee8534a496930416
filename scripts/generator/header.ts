/** The first line of every generated file. */
export const HEADER = '// Written by `npm run generate` from openapi/. Do not edit.\n';
