import { afterEach, describe, expect, test } from 'vitest';
import type { Gateway } from '../../../functions/portal/services.ts';
import { acceptMail } from '../../../shared/pipeline/accept-mail.ts';
import { listIntake } from '../../../shared/pipeline/records.ts';
import { ask, closePortals, openPortal, send, testCsrf, testHost } from './portal-fixtures.ts';

afterEach(closePortals);

const origin = 'https://kho.example.vn';
const registry = '/danh-ba/minh-hoa-2023/xuat';

/** A gateway that carries so much, and what was put beside it. */
function aGateway(maxBytes: number) {
  const delivered: { readonly bytes: Uint8Array; readonly type: string; readonly disposition: string }[] = [];
  const gateway: Gateway = {
    maxBytes,
    origin,
    deliver: async (bytes, file) => {
      delivered.push({ bytes, ...file });
      return Promise.resolve(`${origin}/downloads/${delivered.length}?signed`);
    },
  };
  return { gateway, delivered };
}

describe('files larger than the gateway before the portal carries', () => {
  test('a large file is fetched from beside the portal, with the name and type the portal would have sent', async () => {
    const whole = await ask((await openPortal()).app, registry);
    const { gateway, delivered } = aGateway(1000);
    const { app } = await openPortal({ gateway });
    const answer = await ask(app, registry);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${origin}/downloads/1?signed`]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect([answer.headers.get('content-disposition'), await answer.text()]).toEqual([null, '']);
    expect(delivered).toHaveLength(1);
    expect(delivered[0]?.bytes.byteLength).toBe((await whole.arrayBuffer()).byteLength);
    expect([delivered[0]?.type, delivered[0]?.disposition]).toEqual([
      whole.headers.get('content-type'),
      whole.headers.get('content-disposition'),
    ]);
  });

  test('what the gateway carries comes from the portal, to the last byte, and nothing is put beside it', async () => {
    const { gateway, delivered } = aGateway(4 * 1024 * 1024);
    const { app } = await openPortal({ gateway });
    const answer = await ask(app, registry);
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      expect.stringContaining('attachment'),
    ]);
    expect(new Uint8Array(await answer.arrayBuffer()).subarray(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
    expect(delivered).toEqual([]);
  });

  test('pages are never put beside the portal, nor is anything for who is not signed in', async () => {
    const { gateway, delivered } = aGateway(1);
    const { app } = await openPortal({ gateway });
    expect((await ask(app, '/')).status).toBe(200);
    expect((await ask(app, registry, { headers: { cookie: '' } })).headers.get('location')).toContain(
      '/dang-nhap',
    );
    expect(delivered).toEqual([]);
  });

  test('a raw mail is fetched from beside the portal after its line in the audit', async () => {
    const { gateway, delivered } = aGateway(1000);
    const { app, services, store } = await openPortal({ gateway });
    const bytes = new TextEncoder().encode(
      `From: xa@example.vn\r\nSubject: Ho so\r\n\r\n${'a'.repeat(5000)}\r\n`,
    );
    await acceptMail(services, { bytes, via: 'folder', timeFrom: 'headers' });
    const { entries } = await listIntake(store, 1);
    const mail = entries[0]?.mail ?? '';
    const answer = await send(app, `/tiep-nhan/${mail}/thu-goc`, { 'ly-do': 'Đối chiếu' });
    expect([answer.status, delivered[0]?.bytes]).toEqual([303, bytes]);
    expect(await (await ask(app, '/nhat-ky-thao-tac')).text()).toContain('Đối chiếu');
  });
});

describe('uploads larger than the gateway carries', () => {
  const sendFile = (app: Parameters<typeof ask>[0], bytes: number) => {
    const form = new FormData();
    form.set('csrf', testCsrf);
    form.set('tep', new File([new Uint8Array(bytes)], 'ho-so.pdf'));
    return ask(app, '/nhap-ho-so', {
      method: 'POST',
      body: form,
      headers: { origin: `http://${testHost}`, 'content-length': String(bytes + 500) },
    });
  };

  test('the form says before a file is chosen what one request carries, here and on one machine', async () => {
    const said = async (gateway?: Gateway) => {
      const { app } = await openPortal(gateway === undefined ? {} : { gateway });
      const page = await (await ask(app, '/nhap-ho-so')).text();
      return [/Mỗi lần tải lên không quá \d+ MB/u.exec(page)?.[0], /data-max-bytes="(\d+)"/u.exec(page)?.[1]];
    };
    const { gateway } = aGateway(4 * 1024 * 1024);
    expect(await said(gateway)).toEqual(['Mỗi lần tải lên không quá 4 MB', String(4 * 1024 * 1024)]);
    expect(await said()).toEqual(['Mỗi lần tải lên không quá 40 MB', String(40 * 1024 * 1024)]);
  });

  test('what is larger is refused in words, what is not is taken', async () => {
    const { gateway } = aGateway(1024 * 1024);
    const { app } = await openPortal({ gateway });
    const refused = await sendFile(app, 1.2 * 1024 * 1024);
    expect([refused.status, await refused.text()]).toEqual([
      413,
      expect.stringContaining('Các tệp gửi lên vượt quá 1 MB nên chưa được ghi.'),
    ]);
    // It reached the form, which asks for the place.
    expect((await sendFile(app, 1024 * 1024)).status).toBe(422);
    expect((await sendFile((await openPortal()).app, 1.2 * 1024 * 1024)).status).toBe(422);
  });
});
