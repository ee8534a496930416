import type { McpUiHostContext } from '@modelcontextprotocol/ext-apps';

/** Takes on what the host says of its looks: colours, fonts, the widest it can be, and the edges that a device covers. */
export function applyLooks({ theme, styles, safeAreaInsets, containerDimensions }: McpUiHostContext): void {
  const { style, dataset } = document.documentElement;
  if (theme) {
    dataset.theme = theme;
    style.colorScheme = theme;
  }
  for (const [name, value] of Object.entries(styles?.variables ?? {}))
    if (name.startsWith('--') && typeof value === 'string') style.setProperty(name, value);
  if (styles?.css?.fonts) fontsElement().textContent = styles.css.fonts;
  if (containerDimensions) {
    const { maxWidth } = containerDimensions as { maxWidth?: number };
    style.maxWidth = maxWidth === undefined ? '' : `${maxWidth}px`;
  }
  for (const [side, pixels] of Object.entries(safeAreaInsets ?? {}))
    if (Number.isFinite(pixels)) style.setProperty(`--inset-${side}`, `${pixels}px`);
}

function fontsElement(): HTMLElement {
  const known = document.getElementById('host-fonts');
  if (known) return known;
  const made = document.createElement('style');
  made.id = 'host-fonts';
  return document.head.appendChild(made);
}

/** The person's language and time zone: the host's where it says them, else the browser's. */
export function placeOf({ locale, timeZone }: McpUiHostContext): { locale: string | undefined; timeZone: string } {
  const { timeZone: here } = Intl.DateTimeFormat().resolvedOptions();
  const isKnown = (options: () => unknown) => {
    try {
      options();
      return true;
    } catch {
      return false;
    }
  };
  return {
    locale: locale !== undefined && isKnown(() => Intl.DateTimeFormat(locale)) ? locale : undefined,
    timeZone: timeZone !== undefined && isKnown(() => Intl.DateTimeFormat('en', { timeZone })) ? timeZone : here,
  };
}

/**
 * Tells the size of what is shown now, and whenever it changes. The view takes the width that it is given.
 *
 * @returns a function that ends this
 */
export function watchSize(tell: (size: { width: number; height: number }) => void): () => void {
  let last = '';
  const look = () => {
    const size = { width: window.innerWidth, height: Math.ceil(document.body.getBoundingClientRect().height) };
    if (JSON.stringify(size) === last) return;
    last = JSON.stringify(size);
    tell(size);
  };
  const observer = new ResizeObserver(look);
  observer.observe(document.body);
  look();
  return () => observer.disconnect();
}
