import { type HTMLElement, parse } from 'node-html-parser';

const MAX_STEPS = 12;
const STEP_TIMEOUT_MS = 10_000;

interface Page {
  url: URL;
  text: string;
  buttons: string[];
}

/** Field name → its value, or the values of the boxes to tick. */
type Fields = Record<string, string | string[]>;

/** The button to press, by the text on it, and what to fill in or choose before. */
interface Decision {
  button: string;
  /** Fields that the page doesn't have, and choices that it doesn't offer, are ignored. */
  fields?: Fields;
}

/** Decides what a person does with a page, in the form that holds the button. */
export type Decide = (page: Page) => string | Decision;

/** Fills in the given fields that the page has, and presses the button that allows: our pages' first, then Polar's. */
export const allowWith =
  (fields: Fields): Decide =>
  ({ buttons }) => {
    const button = buttons.find((text) => /^(allow|approve|continue|connect)/i.test(text));
    if (!button) throw new Error(`No button to allow with among: ${buttons.join(', ')}`);
    return { button, fields };
  };

/** Allows as much as a client asks for. */
export const allowAll = allowWith({ access: 'write', organization: 'all' });

/** Presses the button that refuses on the page whose address matches, and allows on the others. */
export const denyAt =
  (address: RegExp): Decide =>
  (page) => {
    if (!address.test(page.url.href)) return allowAll(page);
    const button = page.buttons.find((text) => /^(deny|cancel|decline|refuse)/i.test(text));
    if (!button) throw new Error(`No button to refuse with among: ${page.buttons.join(', ')}`);
    return button;
  };

/** A person at a browser that knows pages, forms, redirects and cookies, and nothing else. */
export class Person {
  readonly #cookies = new Map<string, Map<string, string>>();

  /**
   * Opens `start` and presses buttons until a redirect leads to `end`.
   *
   * @returns the address of that last redirect, which is not opened, or the page where there was nothing to press
   */
  async walk(
    start: string | URL,
    end: string,
    decide: Decide = allowAll,
  ): Promise<URL | { status: number; text: string }> {
    let request = new Request(start);
    for (let step = 0; step < MAX_STEPS; step++) {
      const url = new URL(request.url);
      const response = await this.#send(request);
      const refresh = /url=(.+)$/.exec(response.headers.get('Refresh') ?? '')?.[1];
      const location = response.headers.get('Location') ?? refresh;
      if (location) {
        const next = new URL(location, url);
        if (next.href.startsWith(end)) return next;
        request = new Request(next);
        continue;
      }
      const page = parse(await response.text());
      const text = page.querySelector('body')?.structuredText ?? '';
      const buttons = page.querySelectorAll('form button');
      if (buttons.length === 0) return { status: response.status, text };
      const decision = decide({ url, text, buttons: buttons.map((b) => b.text.trim()) });
      const { button: wanted, fields } = typeof decision === 'string' ? { button: decision } : decision;
      const button = buttons.find((b) => b.text.trim() === wanted);
      if (!button) throw new Error(`There is no button "${wanted}" on ${url.origin}${url.pathname}`);
      request = submit(button, url, fields);
    }
    throw new Error(`Still not at ${end} after ${MAX_STEPS} steps`);
  }

  async #send(request: Request): Promise<Response> {
    const { origin } = new URL(request.url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const headers = new Headers(request.headers);
    if (jar.size > 0) headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(request, {
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(STEP_TIMEOUT_MS),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(/;\s*/);
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (attributes.some((a) => /^max-age=0$/i.test(a))) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }
}

function submit(button: HTMLElement, page: URL, chosen: Fields = {}): Request {
  const form = button.closest('form');
  if (!form) throw new Error('The button is in no form');
  const fields = new URLSearchParams();
  for (const input of form.querySelectorAll('input')) {
    const name = input.getAttribute('name') ?? '';
    const value = input.getAttribute('value') ?? '';
    const wanted = [chosen[name] ?? []].flat();
    const type = input.getAttribute('type') ?? '';
    if (type === 'hidden') fields.append(name, value);
    else if (!['checkbox', 'radio'].includes(type)) fields.append(name, wanted[0] ?? value);
    else if (isChecked(input, form, wanted)) fields.append(name, value);
  }
  for (const select of form.querySelectorAll('select')) {
    const selectName = select.getAttribute('name') ?? '';
    const options = select.querySelectorAll('option');
    const wanted = options.find((option) => [chosen[selectName]].flat().includes(option.getAttribute('value')));
    const option = wanted ?? select.querySelector('option[selected]') ?? options[0];
    fields.append(selectName, option?.getAttribute('value') ?? '');
  }
  const name = button.getAttribute('name');
  if (name) fields.append(name, button.getAttribute('value') ?? '');
  const action = new URL(form.getAttribute('action') || page.href, page);
  if ((form.getAttribute('method') ?? 'get').toLowerCase() === 'get') {
    action.search = fields.toString();
    return new Request(action);
  }
  return new Request(action, { method: 'POST', body: fields, headers: { Origin: page.origin } });
}

/** A choice that isn't offered changes nothing. */
function isChecked(input: HTMLElement, form: HTMLElement, wanted: string[]): boolean {
  const name = input.getAttribute('name');
  const values = form.querySelectorAll(`input[name="${name}"]`).map((other) => other.getAttribute('value') ?? '');
  if (!wanted.some((value) => values.includes(value))) return input.getAttribute('checked') !== undefined;
  return wanted.includes(input.getAttribute('value') ?? '');
}
