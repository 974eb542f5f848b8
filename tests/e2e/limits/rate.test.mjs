// Against a server that gives each account one call a second: what the browser's own client makes of being told to wait.
import assert from 'node:assert/strict';
import { test } from '../case.mjs';
import { open, settled } from '../browser.mjs';

test('one who asks too often reads so, and when to ask again', { timeout: 60_000 }, async () => {
  const page = await open('/nhan-su', { actor: 'quantri' });
  const words = page.getByText(/Quá nhiều yêu cầu; hãy thử lại sau \d+ giây\./).first();
  let answer;
  page.on('response', (it) => (answer = it.headers()['grpc-status'] === '8' ? it : answer));
  for (let n = 0; n < 30 && !(await words.isVisible()); n++) {
    await page.reload();
    await settled(page);
  }
  assert.equal(await words.isVisible(), true);
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()['grpc-retry-pushback-ms'], /^\d+$/);
});
