/** The beginning of all names that a run gives, by which the next run finds what a crash left. */
export const NAME_PREFIX = 'polar-mcp live';

/** The names of the things of one run. The date is in each name. */
export interface RunNames {
  /** `polar-mcp live 2026-11-29 230512 plan`; at most 42 characters with words of up to 9. */
  name(word: string): string;
  /** For slugs, external ids and names of events: `polar-mcp-live-20261129230512`. */
  slug: string;
  /** For discount codes, which have letters and digits alone. */
  code: string;
  /** An address of the merchant's own mailbox, to which Polar's mail goes. */
  email(word: string): string;
}

/**
 * Makes the names of one run.
 *
 * @param email the merchant's own address, as `shop@example.org`
 * @param now the time at which the run began
 */
export function namesOf(email: string, now: Date): RunNames {
  const [day = '', time = ''] = now.toISOString().split('T');
  const digits = `${day}${time.slice(0, 8)}`.replaceAll(/\D/g, '');
  const slug = `polar-mcp-live-${digits}`;
  const [mailbox = '', domain = ''] = email.split('@');
  return {
    name: (word) => `${NAME_PREFIX} ${day} ${digits.slice(8)} ${word}`,
    slug,
    code: `POLARMCPLIVE${digits}`,
    email: (word) => `${mailbox.split('+')[0]}+live-${digits}-${word}@${domain}`,
  };
}
