import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export const NARROW = { width: 320, height: 640 };

/** WCAG's rules and axe's own, in both schemes; and no way to scroll sideways. */
export async function examine(page: Page, { width }: { width: number } = NARROW): Promise<void> {
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations, passes } = await page.evaluate<axe.AxeResults>("axe.run({ resultTypes: ['violations'] })");
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, colorScheme).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(width);
  }
}
