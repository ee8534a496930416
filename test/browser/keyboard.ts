import type { Locator, Page } from 'playwright-core';

/** More than any page has to go through. */
const MAX_TABS = 60;

/** Presses Tab until the control has the focus. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let i = 0; i < MAX_TABS; i++) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((element) => element.matches(':focus'))) return;
  }
  throw new Error(`Tab doesn't lead to ${control}`);
}

/** At Polar, for the first organization. */
export async function allowByKeyboard(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('radio', { name: 'Brightside Tools' }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Allow' }));
  await page.keyboard.press('Enter');
}
