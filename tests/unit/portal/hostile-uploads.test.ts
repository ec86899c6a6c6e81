import { afterAll, expect, it } from 'vitest';
import { illustrationRound } from '../../../shared/domain/rounds/illustration.ts';
import { illustrationRubric } from '../../../shared/rubrics/minh-hoa/rubric.ts';
import { qd06Rubric } from '../../../shared/rubrics/qd-06-2019/rubric.ts';
import { revisionOf } from '../appraisal/fixture-revisions.ts';
import {
  ask,
  closePortals,
  illustration,
  keepRevision,
  openPortal,
  send,
  testCsrf,
  testHost,
} from './portal-fixtures.ts';

afterAll(closePortals);

const names = [
  '<script>alert(1)</script>.docx',
  '"><img src=x onerror=alert(1)>.docx',
  'bang diem\u202Excod.exe',
  "'; javascript:alert(1)//.docx",
  '=HYPERLINK("http://xau.example")\r\nx.docx',
];

it.each(names)('a file uploaded as "%s" is shown and given back as plain text', async (name) => {
  const entered = { round: { ...illustrationRound(2024), rubric: qd06Rubric.id }, rubric: qd06Rubric };
  const portal = await openPortal({
    rounds: [{ round: illustration, rubric: illustrationRubric }, entered],
  });
  await keepRevision(portal, revisionOf(illustrationRubric, { round: illustration.id, commune: '99901' }));
  const upload = async (path: string, bytes: Uint8Array): Promise<number> => {
    const body = new FormData();
    body.set('csrf', testCsrf);
    body.set('tep', new File([new Uint8Array(bytes)], name));
    const init = { method: 'POST', body, headers: { origin: `http://${testHost}` } };
    return (await ask(portal.app, path, init)).status;
  };
  const bytesOf = async (path: string): Promise<Uint8Array> =>
    new Uint8Array(await (await ask(portal.app, path)).arrayBuffer());
  const sheet = `/van-ban/${illustration.id}/appraisal-sheet/99901`;
  const template = '/mau-van-ban/appraisal-sheet';
  const scale = `/thang-diem/${qd06Rubric.id}`;
  const sectors = `/nganh/${illustration.id}`;
  await send(portal.app, `${sheet}/lap`, {});
  expect([
    await upload(`${sheet}/tai-len`, await bytesOf(`${sheet}/tai-ve?ban=trinh-ky`)),
    await upload(template, await bytesOf(`${template}/tai-ve/co-san`)),
    await upload(`${scale}/tep`, new Uint8Array([1])),
    await upload(`${sectors}/health`, new Uint8Array([1])),
  ]).toEqual([303, 303, 303, 303]);
  for (const path of [sheet, template, scale, sectors]) {
    const response = await ask(portal.app, path);
    const page = await response.text();
    expect([path, response.status]).toEqual([path, 200]);
    expect(page.replace(/<script src="\/assets\/portal\.js" defer(?:="")?><\/script>/u, '')).not.toMatch(
      /<script|<img|<[^>]*\son\w+\s*=|\u202E|href="javascript/iu,
    );
  }
  for (const path of [`${scale}/tep`, `${sectors}/health/bang/1`]) {
    const { headers } = await ask(portal.app, path);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="[a-z0-9.-]*"; filename\*=UTF-8''[\w.%~!$&+^`|-]*$/u,
    );
  }
});
