import type { Context } from 'hono';
import type { Person } from '../../../shared/domain/person.ts';
import type { Round } from '../../../shared/domain/round.ts';
import { auditWrite } from '../../../shared/pipeline/audit-records.ts';
import type { ContactChannel } from '../../../shared/pipeline/contact-records.ts';
import {
  contactChannelNames,
  contactChannels,
  listContacts,
  putContact,
} from '../../../shared/pipeline/contact-records.ts';
import { receiveOnBehalf, receivingChannels } from '../../../shared/pipeline/receive-on-behalf.ts';
import { readDeadline } from '../../../shared/pipeline/judge-lateness.ts';
import { readDossier } from '../../../shared/pipeline/records.ts';
import { sayLocalDay } from '../../../shared/pipeline/say-local-time.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { can } from '../access/permissions.ts';
import type { ContactsView, EnteredReceipt } from '../pages/put-right-pages.tsx';
import { ContactsPage, ReceiveOnBehalfPage } from '../pages/put-right-pages.tsx';
import { sayRound } from '../present/present-board.ts';
import { loadLetterTexts } from '../../../shared/pipeline/letter-records.ts';
import { readOutbox } from '../../../shared/pipeline/outbox-records.ts';
import { readOwed } from '../../../shared/pipeline/receipt-records.ts';
import { contactMessages } from '../present/present-contacts.ts';
import { mailHref } from '../present/present-intake.ts';
import { presentPlaces, readPlace } from '../present/present-mail-work.ts';
import { sayDay } from '../present/say-time.ts';
import { showText } from '../present/show-text.ts';
import type { PortalServices } from '../services.ts';
import { findPlace } from './find-place.ts';

const filesAtMost = 100;
const notesPerPage = 50;

/** What came otherwise than by mail: papers an officer puts in, and talks with a commune. */
export function receiveOtherwise(routes: GuardedRoutes, services: PortalServices): void {
  const { store, clock } = services;
  const roundsNow = (): readonly Round[] => services.rounds.map(({ round }) => round);
  const today = (): string => sayLocalDay(clock.now());
  const isDay = (text: string): boolean =>
    /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text)) && text <= today();

  const showForm = (c: Context, person: Person, entered: EnteredReceipt) =>
    c.html(
      <ReceiveOnBehalfPage places={presentPlaces(roundsNow(), person, 'work-intake')} entered={entered} />,
      entered.problem === null ? 200 : 422,
    );

  routes.get('/nhap-ho-so', 'work-intake', (c, person) =>
    showForm(c, person, { place: '', channel: '', day: today(), note: '', problem: null }),
  );

  routes.upload('/nhap-ho-so', 'work-intake', 'dossier', async (c, person, form) => {
    const entered = {
      place: form.text('noi'),
      channel: form.text('hinh-thuc'),
      day: form.text('ngay'),
      note: form.text('ghi-chu').slice(0, 500),
    };
    const refuse = (problem: string) =>
      showForm(c, person, { ...entered, problem: `${problem} Chọn lại tệp rồi gửi.` });
    const place = readPlace(entered.place, roundsNow());
    const channel = receivingChannels.find((one) => one === entered.channel);
    const files = form.files('tep').filter(({ bytes }) => bytes.byteLength > 0);
    if (place === undefined) return refuse('Chọn xã, thị trấn.');
    if (!can(person, 'work-intake', place.round))
      return refuse('Tài khoản không được giao việc này ở đợt đánh giá đã chọn.');
    if (channel === undefined) return refuse('Chọn hình thức nhận.');
    if (!isDay(entered.day)) return refuse('Ghi ngày nhận, không sau ngày hôm nay.');
    if (files.length === 0) return refuse('Chưa có tệp nào có nội dung.');
    if (files.length > filesAtMost) return refuse(`Mỗi lần nhập đến ${filesAtMost} tệp.`);
    const communeName =
      roundsNow()
        .find(({ id }) => id === place.round)
        ?.communes.find(({ code }) => code === place.commune)?.name ?? '';
    const { mail, isCopy } = await receiveOnBehalf(services, {
      place,
      communeName,
      channel,
      day: entered.day,
      note: entered.note,
      files,
      by: { id: person.id, name: person.name },
      id: services.newToken().slice(0, 16),
    });
    return redirectWith(
      c,
      mailHref(mail),
      isCopy
        ? 'Các tệp này đã được nhập trước đó, không nhập thêm lần nữa.'
        : 'Đã nhập hồ sơ; đang đọc tài liệu.',
    );
  });

  const readLastReceipt = async (round: string, commune: string) => {
    const cause = (await readOwed(store, round, commune))?.body.last ?? null;
    return cause === null ? undefined : (await readOutbox(store, round, cause))?.body;
  };
  const contactsPath = '/lien-he/:round/:commune{[0-9A-Za-z-]{1,16}}';
  const showContacts = async (
    c: Context,
    person: Person,
    entered: ContactsView['entered'],
  ): Promise<Response> => {
    const place = findPlace(c, services);
    if (place === undefined) return c.notFound();
    const { round, commune } = place;
    const [receipt, texts, page, head, deadline] = await Promise.all([
      readLastReceipt(round.id, commune.code),
      loadLetterTexts(store),
      listContacts(store, { round: round.id, commune: commune.code }, notesPerPage, c.req.query('sau')),
      readDossier(store, round.id, commune.code),
      readDeadline(round, commune.code, store),
    ]);
    return c.html(
      <ContactsPage
        view={{
          round: round.id,
          commune: commune.code,
          name: commune.name,
          roundName: sayRound(round),
          messages: contactMessages(commune, { ...round, ...deadline }, head?.body, { receipt, texts }),
          notes: page.notes.map(({ day, channel, words, by }) => ({
            day: sayDay(day),
            channel: contactChannelNames[channel],
            words: showText(words, 1000),
            by: by.name,
          })),
          nextHref:
            page.next === undefined
              ? null
              : `/lien-he/${round.id}/${commune.code}?sau=${encodeURIComponent(page.next)}`,
          canWrite: can(person, 'work-intake', round.id),
          entered,
        }}
      />,
      entered.problem === null ? 200 : 422,
    );
  };

  routes.get(contactsPath, 'view-intake', (c, person) =>
    showContacts(c, person, { channel: '', day: today(), words: '', problem: null }),
  );

  routes.post(contactsPath, 'work-intake', async (c, person, form) => {
    const place = findPlace(c, services);
    if (place === undefined) return c.notFound();
    const channel = contactChannels.find((one): one is ContactChannel => one === form.text('hinh-thuc'));
    const words = form.text('noi-dung').slice(0, 1000);
    const day = form.text('ngay');
    const refuse = (problem: string) =>
      showContacts(c, person, { channel: channel ?? '', day, words, problem });
    if (channel === undefined) return refuse('Chọn hình thức liên hệ.');
    if (!isDay(day)) return refuse('Ghi ngày liên hệ, không sau ngày hôm nay.');
    if (words === '') return refuse('Ghi nội dung đã trao đổi.');
    const about = { round: place.round.id, commune: place.commune.code };
    const id = services.newToken().slice(0, 16);
    const at = clock.now();
    const by = { id: person.id, name: person.name };
    await store.commit({
      writes: [
        putContact({ id, ...about, channel, day, words, by, at }),
        auditWrite({
          id,
          at,
          by,
          what: 'note-contact',
          about: { ...about, mail: null },
          reason: null,
          before: null,
          after: contactChannelNames[channel],
        }),
      ],
      jobs: [],
    });
    return redirectWith(c, `/lien-he/${about.round}/${about.commune}`, 'Đã ghi liên hệ.');
  });
}
