import { toolsets } from '../../generated/toolsets.gen.ts';
import type { Restriction } from './restriction.ts';

/** Whether a connection is for one organization, or for all that the person can reach. */
export type OrganizationChoice = 'one' | 'all';

/** How many of the requested scopes a person grants. */
export type AccessLevel = 'read' | 'write' | 'choose';

/** The scopes that can be granted for one toolset. An empty list offers nothing. */
export interface ToolsetOffer {
  name: string;
  title: string;
  description: string;
  read: string[];
  /** More than reading; with `read` in it. */
  write: string[];
}

/** The grants that a consent page offers, out of the scopes that a client asks for. */
export interface ScopeOffers {
  read: string[];
  write: string[];
  toolsets: ToolsetOffer[];
}

/**
 * The scopes that are of use on a server that restricts toolsets, or allows reading alone. Excluded tools make no difference,
 * because other tools need the same scopes.
 */
export function usefulScopes(scopes: readonly string[], { readOnly, toolsets: named }: Restriction): string[] {
  // `default` is a few tools of many toolsets.
  const isAll = named.length === 0 || ['all', 'discovery', 'default'].some((name) => named.includes(name));
  const useful = toolsets
    .filter(({ name }) => isAll || named.includes(name))
    .flatMap(({ read, write }) => (readOnly ? read : write));
  return scopes.filter((scope) => useful.includes(scope));
}

const READ = new Set(toolsets.flatMap(({ read }) => read));

/** @param asked scopes that exist */
export function scopeOffers(asked: readonly string[]): ScopeOffers {
  const within = (scopes: readonly string[]) => scopes.filter((scope) => asked.includes(scope));
  const each = toolsets.map(({ name, title, description, read, write }) => {
    const [reads, all] = [within(read), within(write)];
    return { name, title, description, read: reads, write: all.length > reads.length ? all : [] };
  });
  return {
    read: asked.filter((scope) => READ.has(scope)),
    write: [...asked],
    toolsets: each.filter(({ read, write }) => read.length + write.length > 0),
  };
}

/** The form's field with the choice for a toolset: empty, `read` or `write`. */
export const toolsetField = (toolset: string) => `toolset.${toolset}`;

/**
 * The scopes that a submitted consent form grants; none if it wasn't filled in as offered.
 *
 * @param asked the offered scopes; no others are granted
 */
export function chosenScopes(form: FormData, asked: readonly string[]): string[] {
  const { read, write, toolsets: offered } = scopeOffers(asked);
  switch (form.get('access')) {
    case 'read':
      return read;
    case 'write':
      return write;
    case 'choose': {
      const chosen = offered.flatMap((toolset) => {
        const level = form.get(toolsetField(toolset.name));
        return level === 'read' ? toolset.read : level === 'write' ? [...toolset.read, ...toolset.write] : [];
      });
      return asked.filter((scope) => chosen.includes(scope));
    }
    default:
      return [];
  }
}

/** The organizations that a submitted consent form grants; by default, one. */
export const chosenOrganizations = (form: FormData): OrganizationChoice =>
  form.get('organization') === 'all' ? 'all' : 'one';

/** Whether a form grants nothing whatever was asked for. */
export function grantsNothing(form: FormData): boolean {
  const level = form.get('access');
  if (level === 'read' || level === 'write') return false;
  return (
    level !== 'choose' ||
    toolsets.every(({ name }) => !['read', 'write'].includes(String(form.get(toolsetField(name)))))
  );
}

/** Whether scopes allow a change. */
export const allowsChanges = (scopes: readonly string[]) => scopes.some((scope) => scope.endsWith(':write'));
