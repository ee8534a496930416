/** `npm run icons` renders the mark of src/pages/icons/ as the PNGs beside it. */
import { writeFile } from 'node:fs/promises';
import { launchChromium, PICTURES, renderPicture } from './icons/render.ts';
import { npmScript, runScript } from './run-script.ts';

const ABOUT = 'Renders src/pages/icons/mark.svg as the PNGs beside it, in Chromium. Run it after a change of the mark.';

async function renderAll(): Promise<void> {
  const browser = await launchChromium();
  try {
    for (const picture of PICTURES) {
      const png = await renderPicture(browser, picture);
      await writeFile(picture.path, png);
      console.log(`${picture.path}: ${png.length} bytes`);
    }
  } finally {
    await browser.close();
  }
}

await runScript(npmScript('icons', ABOUT).action(renderAll));
