import type { Commune } from '../../domain/commune.ts';
import type { IssuedPaper } from '../../domain/council-session.ts';
import type { Round } from '../../domain/round.ts';
import type { CommuneRequests } from '../ask-commune.ts';
import { sayDay } from '../say-document.ts';
import { blank } from '../say-reception.ts';
import type { LetterText, LetterTexts } from './letter-texts.ts';
import { communeValues, officeValues } from './letter-values.ts';
import { renderLetter } from './render-letter.ts';

interface Addressee {
  readonly round: Round;
  readonly commune: Commune;
}

const valuesOf = ({ round, commune }: Addressee) => ({ ...officeValues(round), ...communeValues(commune) });

/**
 * The informal mail that goes at once when the council sends a dossier back: what to complete, in the secretary's words and as the
 * dossier's remarks ask it; the letter with number and signature follows (officer texts §3.1, §3.9).
 */
export function writeCompletionMail(
  about: Addressee,
  session: { readonly number: number; readonly date: string | null; readonly words: string },
  requests: CommuneRequests,
  texts: LetterTexts,
): LetterText {
  const asked = [...requests.papers, ...requests.figures, ...requests.forms];
  const values = {
    ...valuesOf(about),
    ten_hoi_dong: about.round.authority.council,
    so_phien: String(session.number),
    ngay_hop: sayDay(session.date) ?? '',
    noi_dung_khac: session.words.split(/\r?\n/u).map((dong) => ({ dong })),
    con_noi_dung: asked.length > 0,
    noi_dung_con_lai: asked.map((cau_gui_xa) => ({ cau_gui_xa })),
  };
  return renderLetter('return-for-completion', values, texts);
}

/** The mail that tells a commune it is recognised, once the decision was issued (officer texts §3.10). */
export function writeRecognitionMail(
  about: Addressee,
  decision: Pick<IssuedPaper, 'number' | 'date'>,
  texts: LetterTexts,
): LetterText {
  const values = {
    ...valuesOf(about),
    so_di: decision.number ?? blank,
    ngay_di: sayDay(decision.date) ?? blank,
    co_quan_ban_hanh: about.round.authority.recogniser,
  };
  return renderLetter('recognised', values, texts);
}
