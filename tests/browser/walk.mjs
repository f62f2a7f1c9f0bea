// A page as its readers meet it: on a phone and on a desk, in light and dark, by keyboard alone, on
// paper.
import { pathToFileURL } from 'node:url';

const desk = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

export async function walk(browser, file, fail) {
  const address = pathToFileURL(file).href;
  const papers = [];
  for (const viewport of [desk, phone]) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
      page.on('console', (message) => fail(`the console says: ${message.text()}`));
      page.on('pageerror', (error) => fail(`an error: ${error.message}`));
      page.on('request', (request) => {
        if (!request.url().startsWith(address)) fail(`it asks for ${request.url()}`);
      });
      await page.goto(address);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wider > 0) fail(`it is ${wider} pixels wider than a page of ${viewport.width}`);
      papers.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      if (await page.locator('.panel').count() > 0) await open(page, fail);
      if (viewport === desk && colorScheme === 'dark') await print(page, fail);
      await page.close();
    }
  }
  if (papers[0] === papers[1]) fail('light and dark look the same');
}

/** What has the focus: its address if it is a link, and the panels that are open. */
const state = () => {
  const shown = [...document.querySelectorAll('.panel')].filter((panel) => panel.checkVisibility());
  return {
    focus: document.activeElement?.getAttribute('href'),
    isInPicture: document.activeElement?.closest('svg') !== null,
    panels: shown.map((panel) => panel.id),
  };
};

/** Goes through the picture by Tab, opens each third thing by Enter, and goes on from there. */
async function open(page, fail) {
  const wanted = await page.locator('svg a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const first = await page.evaluate(state);
  if (first.panels.length !== 1) fail(`at first ${first.panels.length} panels are open`);
  const met = [];
  for (let steps = 0; steps < wanted.length + 3; steps += 1) {
    await page.keyboard.press('Tab');
    const { focus, isInPicture } = await page.evaluate(state);
    if (isInPicture) met.push(focus);
    if (met.length > 0 && !isInPicture) break;
  }
  if (JSON.stringify([...met].sort()) !== JSON.stringify([...wanted].sort())) {
    fail(`by Tab ${met.length} of ${wanted.length} things in the picture are met`);
  }
  for (const target of wanted.filter((_, place) => place % 3 === 0)) {
    await page.locator(`svg a[href="${target}"]`).focus();
    await page.keyboard.press('Enter');
    const { panels } = await page.evaluate(state);
    if (panels.join() !== target.slice(1)) fail(`Enter on ${target} opens ${panels.join() || 'nothing'}`);
    await page.keyboard.press('Tab');
    const isInside = await page.evaluate((id) => document.getElementById(id).contains(document.activeElement), target.slice(1));
    if (!isInside) fail(`after ${target} the next Tab is not in what it opened`);
  }
  const clicked = wanted.at(-1);
  await page.locator(`svg a[href="${clicked}"]`).locator('rect, circle, path').first().click({ force: true });
  const { panels } = await page.evaluate(state);
  if (panels.join() !== clicked.slice(1)) fail(`a click on ${clicked} opens ${panels.join() || 'nothing'}`);
}

/** On paper it is light, and everything is there. */
async function print(page, fail) {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper').trim());
  if (paper !== '#ffffff') fail(`on paper the ground is ${paper}`);
  const hidden = await page.locator('.panel').evaluateAll((panels) => panels.filter((panel) => !panel.checkVisibility()).length);
  if (hidden > 0) fail(`on paper ${hidden} panels are missing`);
  if ((await page.pdf({ format: 'A4' })).length < 10_000) fail('on paper it is empty');
}
