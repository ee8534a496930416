import type { ComponentChildren } from 'preact';

/** A box that scrolls, so the keyboard must reach it. */
export function ScrollBox({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
