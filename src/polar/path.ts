import { invalidArguments } from '../errors.ts';

/**
 * A path of Polar's document with its parameters filled in: each is one segment, and stays one. Polar reads the escapes of a
 * path before it looks for a route, and URL parsers take `.` and `..` out, so an escape doesn't keep them from leading elsewhere.
 * The schemas of the tools refuse such texts with better words; this is for what they miss.
 *
 * @throws CallError `invalid_arguments`
 */
export function serializePath(template: string, parameters: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (typeof value !== 'string' || !isSegment(value)) {
      throw invalidArguments([{ path: name, message: 'Expected text that is one part of a path' }]);
    }
    return encodeURIComponent(value);
  });
}

const isSegment = (text: string) => text.isWellFormed() && !/^\.{0,2}$|[/\\\p{Cc}]/u.test(text);
