import type { Context } from 'hono';
import { checkLetter, listPlaceholders } from '../../../shared/appraisal/letters/check-letter.ts';
import type { LetterTextId } from '../../../shared/appraisal/letters/letter-fields.ts';
import { sampleLetterValues } from '../../../shared/appraisal/letters/letter-samples.ts';
import type { LetterText } from '../../../shared/appraisal/letters/letter-texts.ts';
import { letterForms } from '../../../shared/appraisal/letters/letter-texts.ts';
import { renderLetter } from '../../../shared/appraisal/letters/render-letter.ts';
import {
  keepLetter,
  listLetterVersions,
  listVersionsOf,
  loadLetterTexts,
} from '../../../shared/pipeline/letter-records.ts';
import { redirectWith } from '../access/flash.ts';
import type { GuardedRoutes } from '../access/guarded-routes.tsx';
import { LetterListPage, LetterPage } from '../pages/letter-pages.tsx';
import type { PortalServices } from '../services.ts';

const path = '/mau-thu/:letter{[a-z0-9-]{1,40}}';
const conflict =
  'Người khác vừa sửa lời thư này. Nội dung ông (bà) nhập còn ở dưới; xem lại với bản hiện hành rồi ghi.';

/** "/mau-thu": the texts of the letters the office sends, edited with a preview. */
export function editLetters(routes: GuardedRoutes, services: PortalServices): void {
  const { store } = services;

  routes.get('/mau-thu', 'manage-letters', async (c) =>
    c.html(<LetterListPage versions={await listLetterVersions(store)} />),
  );

  routes.get(path, 'manage-letters', (c) => show(c, {}));

  routes.post(path, 'manage-letters', async (c, by, form) => {
    const id = findLetter(c);
    if (id === undefined) return c.notFound();
    const typed = { subject: form.text('tieu-de'), text: form.text('loi-thu').replace(/\r\n?/gu, '\n') };
    if (form.text('viec') === 'xem') return show(c, { typed });
    const words = form.text('viec') === 'mau-goc' ? null : typed;
    const seen = Number(form.text('phien-ban'));
    const result = await keepLetter({ id, words, by, seen }, services);
    if ('kept' in result)
      return redirectWith(
        c,
        `/mau-thu/${id}`,
        words === null ? 'Đã về mẫu gốc.' : 'Đã ghi lời thư. Thư gửi từ lúc này theo bản mới.',
      );
    return 'problems' in result ? show(c, { typed }, 422) : show(c, { typed, notice: conflict }, 409);
  });

  /** The letter as it is, or as somebody typed it. */
  async function show(
    c: Context,
    { typed, notice = null }: { readonly typed?: LetterText; readonly notice?: string | null },
    status: 200 | 409 | 422 = 200,
  ): Promise<Response> {
    const id = findLetter(c);
    const round = services.rounds.at(-1)?.round;
    if (id === undefined || round === undefined) return c.notFound();
    const [texts, versions] = await Promise.all([loadLetterTexts(store), listVersionsOf(store, id)]);
    const words = typed ?? texts[id];
    const problems = checkLetter(id, words, texts);
    const preview =
      problems.length > 0 ? null : renderLetter(id, sampleLetterValues(round)[id], { ...texts, [id]: words });
    return c.html(
      <LetterPage
        view={{
          id,
          words,
          versions,
          preview,
          round: round.id,
          placeholders: listPlaceholders(id),
          problems: [...(notice === null ? [] : [notice]), ...problems],
        }}
      />,
      status,
    );
  }
}

function findLetter(c: Context): LetterTextId | undefined {
  const id = c.req.param('letter') ?? '';
  return Object.hasOwn(letterForms, id) ? (id as LetterTextId) : undefined;
}
