// From the first touch to the follow-up question on screen: one page load per line of output, as JSON.
//
// node touch.mjs PORT TAG RUNS CONDITION, in a folder that has playwright-core. Serves a shop page with the tag at PORT.
import http from 'node:http';
import { chromium } from 'playwright-core';

const [port, tag, runs, condition] = process.argv.slice(2);
const slow = condition !== 'plain';

// In the page: when a finger went down, when another question than the first could be seen, what took long, what moved.
const watch = () => {
  window.seen = { long: 0, shift: 0 };
  const note = (type, then) => new PerformanceObserver(list => list.getEntries().forEach(then)).observe({ type, buffered: true });
  note('longtask', entry => { if (entry.duration > 50) window.seen.long += 1; });
  // As the Layout Instability specification counts: what follows a touch at once is expected to move.
  note('layout-shift', entry => { if (!entry.hadRecentInput) window.seen.shift += entry.value; });
  addEventListener('pointerdown', event => {
    window.seen.down ??= event.timeStamp;
  }, true);
  const look = () => {
    const root = document.querySelector('#afterword')?.shadowRoot;
    const asked = root ? [...root.querySelectorAll('.aw-q')] : [];
    const shown = asked.filter(question => question.getClientRects().length && getComputedStyle(question).visibility === 'visible');
    window.seen.ready ??= shown.length ? performance.now() : undefined;
    // In the frame after the one that painted it.
    if (window.seen.down && shown.some(question => question !== asked[0])) {
      requestAnimationFrame(() => { window.seen.next ??= performance.now(); });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

const page = order => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Thank you</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<h1>Thank you</h1>${'<p>A sturdy thing for daily use, in three colours.</p>'.repeat(24)}
${tag.replace('ORDER', order)}`;
const server = http.createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(page(`${Date.now()}-${Math.random()}`));
}).listen(Number(port), '127.0.0.1');

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
try {
  for (let run = 0; run < Number(runs); run += 1) {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
    const tab = await context.newPage();
    await tab.addInitScript(watch);
    const devtools = await context.newCDPSession(tab);
    if (slow) {
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', {
        offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000,
      });
    }
    await tab.goto(`http://127.0.0.1:${port}/`);
    const nine = tab.locator('#afterword input[value="9"]');
    await nine.waitFor({ state: 'attached' });
    // Somebody reads the question before they answer it.
    await tab.waitForTimeout(700);
    const box = await nine.evaluate(input => {
      const { x, y, width, height } = input.parentElement.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    await tab.touchscreen.tap(box.x, box.y);
    await tab.waitForFunction(() => window.seen.next, null, { timeout: 20_000 });
    const { down, next, long, shift } = await tab.evaluate(() => window.seen);
    console.log(JSON.stringify({ wait: next - down, long, shift }));
    await context.close();
  }
} finally {
  await browser.close();
  server.close();
}
