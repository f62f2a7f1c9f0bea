// Pictures and pages in a real browser: rendered, compared with reviewed pictures, walked by keyboard.
// `node run.mjs PROGRAM` checks; `node run.mjs PROGRAM --accept` takes today's pictures as reviewed.
import { chromium } from 'playwright-core';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { likeness, packed } from './compare.mjs';
import { walk } from './walk.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const [program, ...options] = process.argv.slice(2);
const accept = options.includes('--accept');
const reviewed = join(here, 'reviewed');
const rendered = join(root, 'target/pictures');
const now = ['--now', '2026-11-23T09:00:00Z'];
/** The width of reviewed pictures, in pixels: enough to see what is wrong, small enough to keep. */
const width = 800;

const failures = [];
const fail = (what, why) => failures.push(`${what}: ${why}`);
const dealgraph = (...args) =>
  execFileSync(resolve(program), args, { cwd: root, encoding: 'utf8', stdio: 'pipe', maxBuffer: 1 << 26 });

/** Every picture there is to look at, by name. */
function pictures() {
  const found = {};
  for (const rules of JSON.parse(dealgraph('list', '--format', 'json'))) {
    try {
      found[rules.id] = dealgraph('graph', rules.id, '--format', 'svg');
    } catch (error) {
      if (!String(error.stderr).includes('has no stages of its own')) throw error;
    }
  }
  for (const file of readdirSync(join(root, 'examples/processes')).filter((f) => f.endsWith('.toml'))) {
    found[basename(file, '.toml')] = dealgraph('graph', join('examples/processes', file), '--format', 'svg');
  }
  for (const deal of ['northwind_enterprise', 'stalled_in_discovery', 'parked_until_spring']) {
    const file = join('examples/deals', `${deal}.json`);
    found[`deal_${deal}`] = dealgraph('graph', '--deal', file, '--format', 'svg', ...now);
  }
  return found;
}

/** Texts that lie on one another, or leave the picture, as the browser draws them. */
const collisions = () => {
  const paper = document.querySelector('svg').getBoundingClientRect();
  const texts = [...document.querySelectorAll('svg text')].map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const inset = (bottom - top) * 0.15;
    return { said: text.textContent, left, right, top: top + inset, bottom: bottom - inset };
  });
  const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const found = texts.filter((text) => text.left < paper.left || text.right > paper.right)
    .map((text) => `\`${text.said}\` leaves the picture`);
  texts.forEach((one, place) => {
    for (const other of texts.slice(place + 1)) {
      if (touch(one, other)) found.push(`\`${one.said}\` lies on \`${other.said}\``);
    }
  });
  return found;
};

async function draw(browser, svg) {
  const [, , , wide, high] = svg.match(/viewBox="(\S+) (\S+) (\S+) (\S+)"/).map(Number);
  const page = await browser.newPage({ viewport: { width: Math.ceil(wide), height: Math.ceil(high) } });
  await page.setContent(`<body style="margin:0">${svg}</body>`);
  const lying = await page.evaluate(collisions);
  const height = Math.round((high * width) / wide);
  await page.setViewportSize({ width, height });
  await page.evaluate(([w, h]) => {
    const svg = document.querySelector('svg');
    svg.setAttribute('width', w);
    svg.setAttribute('height', h);
  }, [width, height]);
  const png = await page.screenshot();
  await page.close();
  return { png, lying };
}

async function lookAtPictures(browser) {
  mkdirSync(rendered, { recursive: true });
  mkdirSync(reviewed, { recursive: true });
  const drawn = {};
  for (const [name, svg] of Object.entries(pictures())) {
    const { png, lying } = await draw(browser, svg);
    drawn[name] = { png, svg };
    lying.forEach((why) => fail(name, why));
    writeFileSync(join(rendered, `${name}.png`), png);
    const file = join(reviewed, `${name}.webp`);
    if (accept) {
      writeFileSync(file, await packed(browser, png));
    } else if (!existsSync(file)) {
      fail(name, 'there is no reviewed picture; look at it, then run with --accept');
    } else {
      const same = await likeness(browser, png, readFileSync(file));
      if (!same.is) fail(name, `differs from the reviewed picture: ${same.why}`);
    }
  }
  await doubtTheComparison(browser, drawn);
  return Object.keys(drawn).length;
}

/** The comparison has to see what a reader would see. */
async function doubtTheComparison(browser, drawn) {
  const { svg } = drawn.four_step;
  const kept = readFileSync(join(reviewed, 'four_step.webp'));
  const changes = {
    'a stage is gone': svg.replace(/<rect class="stage"[^>]*>/, ''),
    'a stage has another name': svg.replace(/>Qualifying<\/text>/, '>Won</text>'),
    'a way is gone': svg.replace(/<path class="arc back"[^>]*>/, ''),
  };
  for (const [what, changed] of Object.entries(changes)) {
    if (changed === svg) fail('comparison', `${what}: nothing was changed`);
    const other = await draw(browser, changed);
    if ((await likeness(browser, other.png, kept)).is) fail('comparison', `does not see that ${what}`);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--font-render-hinting=none'],
});
try {
  const count = await lookAtPictures(browser);
  const deal = 'examples/deals/stalled_in_discovery.json';
  const pages = {
    'graph of a rule set': dealgraph('graph', 'spin', '--format', 'html'),
    'graph of a deal': dealgraph('graph', '--deal', deal, '--format', 'html', ...now),
    'report': dealgraph('report', deal, ...now),
    'report in Chinese': dealgraph('report', deal, '--lang', 'zh-Hans', ...now),
  };
  for (const [name, html] of Object.entries(pages)) {
    const file = join(rendered, `${name.replaceAll(' ', '_')}.html`);
    writeFileSync(file, html);
    await walk(browser, file, (why) => fail(name, why));
  }
  console.log(`${count} pictures, ${Object.keys(pages).length} pages`);
} finally {
  await browser.close();
}
failures.forEach((failure) => console.error(failure));
process.exitCode = failures.length === 0 ? 0 : 1;
