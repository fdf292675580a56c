import assert from 'node:assert/strict';

/** Opens the deployed console, as far as this goes without a browser: its page, and what that loads. @param url Of the deployed API. */
export const openConsole = async (url: string, issuer: string): Promise<void> => {
  const page = await fetch(`${url}/console/tasks`, { headers: { 'accept-language': 'zh-CN' } });
  const text = await page.text();
  assert.deepEqual([page.status, page.headers.get('content-type')], [200, 'text/html; charset=utf-8']);
  assert.ok(page.headers.get('content-security-policy')?.includes(`connect-src 'self' ${new URL(issuer).origin};`));
  assert.match(text, /<html lang="zh-CN">/);
  const assets = [...text.matchAll(/"(\/console\/assets\/[\w-]+\.(?:js|css))"/g)].map(([, path]) => path);
  // The script, what it cannot begin without, and the style sheet.
  assert.equal(assets.length, 3);
  for (const path of assets) {
    const asset = await fetch(`${url}${path}`);
    assert.equal(asset.status, 200);
    assert.ok((await asset.text()).length > 1000);
  }
};
