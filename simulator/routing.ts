import { type ApiDocument, METHOD_NAMES, type SimulatedOperation } from './document.ts';

export type Match =
  | { kind: 'operation'; operation: SimulatedOperation; params: Record<string, string> }
  | { kind: 'redirect'; path: string }
  | { kind: 'method_not_allowed'; allow: string }
  | { kind: 'none' };

interface Route {
  segments: string[];
  operations: Map<string, SimulatedOperation>;
}

/** Matches a request's path against the document's; a literal segment wins over a parameter. */
export function createRouter(document: ApiDocument): (method: string, path: string) => Match {
  const routes = new Map<string, Route>();
  for (const operation of document.operations) {
    const route = routes.get(operation.path) ?? { segments: operation.path.split('/'), operations: new Map() };
    route.operations.set(operation.method.toUpperCase(), operation);
    routes.set(operation.path, route);
  }
  const all = [...routes.values()].sort((a, b) => parameterCount(a) - parameterCount(b));

  const find = (path: string) => {
    // Polar's server reads the path's escapes before it looks for a route, so an escaped slash divides too.
    const parts = decode(path).split('/');
    for (const route of all) {
      const params = matchSegments(route.segments, parts);
      if (params) return { route, params };
    }
    return undefined;
  };

  return (method, path) => {
    const found = find(path);
    if (!found) {
      const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
      return find(other) ? { kind: 'redirect', path: other } : { kind: 'none' };
    }
    const operation = found.route.operations.get(method);
    if (operation) return { kind: 'operation', operation, params: found.params };
    // Polar names the path's first method alone.
    return { kind: 'method_not_allowed', allow: METHOD_NAMES.find((name) => found.route.operations.has(name)) ?? '' };
  };
}

function parameterCount(route: Route): number {
  return route.segments.filter((segment) => segment.startsWith('{')).length;
}

function matchSegments(segments: string[], parts: string[]): Record<string, string> | undefined {
  if (segments.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? '';
    if (!segment.startsWith('{')) {
      if (segment !== part) return undefined;
      continue;
    }
    if (part === '') return undefined;
    params[segment.slice(1, -1)] = part;
  }
  return params;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
