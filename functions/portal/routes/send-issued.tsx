import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { councilFolder } from '../../../shared/pipeline/council-records.ts';
import { readDesk } from '../../../shared/pipeline/desk-records.ts';
import { listAddresses } from '../../../shared/pipeline/registry-records.ts';
import type { IssuedKind } from '../../../shared/pipeline/send-issued.ts';
import { issuedKinds, sendIssued } from '../../../shared/pipeline/send-issued.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import type { SentForm } from '../access/sent-form.ts';
import { SendIssuedPage } from '../pages/send-issued-page.tsx';
import type { PortalServices } from '../services.ts';
import { orNull, toCouncilDesk } from './answer-act.ts';
import type { Place } from './find-place.ts';
import { findPlace } from './find-place.ts';
import { scanKindOf } from './scan-kind.ts';

const path = '/dot/:round/xa/:commune/gui-van-ban';

/** "…/gui-van-ban": a person sends a signed paper to a commune by mail. */
export function sendIssuedPapers(routes: GuardedRoutes, services: PortalServices): void {
  const { store, blobs } = services;
  const desk = toCouncilDesk(services);

  const show = async (
    c: Context,
    { round, commune }: Place,
    sent: SentForm | null,
    problems: readonly string[],
  ) => {
    const [kept, addresses] = await Promise.all([
      readDesk(store, round.id, commune.code),
      listAddresses(store, round.id, { from: commune.code, to: commune.code }),
    ]);
    return c.html(
      <SendIssuedPage
        view={{
          round,
          commune,
          letter: kept?.body.letter ?? null,
          addresses: addresses.map(({ address }) => address),
          sent,
          problems,
        }}
      />,
      problems.length === 0 ? 200 : 422,
    );
  };

  routes.get(path, 'record-papers', (c) => {
    const place = findPlace(c, services);
    return place === undefined ? c.notFound() : show(c, place, null, []);
  });

  routes.upload(path, 'record-papers', 'scan', async (c, by, form) => {
    const place = findPlace(c, services);
    if (place === undefined) return c.notFound();
    const { round, commune } = place;
    const [file] = form.files('tep');
    const scan = file === undefined ? undefined : scanKindOf(file.bytes);
    if (file === undefined || scan === undefined)
      return show(c, place, form, ['Kèm bản quét đã ký, đóng dấu (PDF, JPG hoặc PNG).']);
    const kind = form.text('loai');
    if (!isIssuedKind(kind)) return show(c, place, form, ['Chọn loại văn bản.']);
    const blob = `${createHash('sha256').update(file.bytes).digest('hex')}.${scan.extension}`;
    await blobs.put(councilFolder(round.id), blob, file.bytes);
    const result = await sendIssued(
      {
        ...{ round, commune, by, kind },
        number: form.text('so'),
        date: form.text('ngay'),
        answerBy: kind === 'supplement-request' ? orNull(form.text('han')) : null,
        scan: { blob, extension: scan.extension, contentType: scan.type },
      },
      desk,
    );
    if ('refused' in result) return show(c, place, form, [result.refused]);
    return redirectWith(c, `/dot/${round.id}/xa/${commune.code}`, 'Thư kèm bản ký đã vào hộp thư đi.');
  });
}

const isIssuedKind = (kind: string): kind is IssuedKind => Object.hasOwn(issuedKinds, kind);
