/** This server sends tokens and people only to addresses of this form. */

export const HTTPS = 'with https (http is accepted on localhost alone)';

export function isUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** The path of the logo that Polar shows on its page, and MCP clients beside the server's name. */
export const LOGO_PATH = '/icon-256.png';

export const isOrigin = (text: string) => isUrl(text) && new URL(text).origin === withoutSlash(text);

export const withoutSlash = (text: string) => text.replace(/\/$/, '');

/** Whether a host name is this machine's own: the only place where http is as safe as https. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
