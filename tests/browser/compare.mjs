// Whether two pictures look the same to a reader. Edges of letters may differ from one version of a
// font or a browser to the next; a box, a line or a word may not.

/** The size of the blocks that are compared, in pixels. */
const block = 6;
/** From which difference in mean lightness on, of 255, a block counts as changed. */
const visible = 6;
/** How many changed blocks in a thousand are let pass. */
const passing = 1;

/** A picture made small, for keeping. */
export async function packed(browser, png) {
  const page = await browser.newPage();
  try {
    const url = await page.evaluate(async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', 0.6);
    }, address(png));
    return Buffer.from(url.split(',')[1], 'base64');
  } finally {
    await page.close();
  }
}

const address = (picture) => {
  const type = picture.subarray(0, 4).toString('latin1') === 'RIFF' ? 'webp' : 'png';
  return `data:image/${type};base64,${picture.toString('base64')}`;
};

export async function likeness(browser, one, other) {
  const page = await browser.newPage();
  try {
    return await page.evaluate(compare, [
      ...[one, other].map(address), block, visible, passing,
    ]);
  } finally {
    await page.close();
  }
}

async function compare([one, other, block, visible, passing]) {
  const load = async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    return image;
  };
  const [a, b] = [await load(one), await load(other)];
  if (a.width !== b.width || a.height !== b.height) {
    return { is: false, why: `${a.width} x ${a.height} instead of ${b.width} x ${b.height}` };
  }
  const blocks = (image) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.ceil(image.width / block), Math.ceil(image.height / block)];
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from({ length: data.length / 4 }, (_, at) => (data[at * 4] + data[at * 4 + 1] + data[at * 4 + 2]) / 3);
  };
  const [left, right] = [blocks(a), blocks(b)];
  const changed = left.filter((light, at) => Math.abs(light - right[at]) > visible).length;
  const share = (1000 * changed) / left.length;
  return { is: share <= passing, why: `${changed} of ${left.length} blocks` };
}
