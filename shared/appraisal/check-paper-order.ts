import type { CouncilSession, IssuedList, IssuedPaper } from '../domain/council-session.ts';
import { communeInSentence } from '../domain/commune.ts';
import { isSamePerson } from '../rubrics/rubric.ts';
import type { RoundState } from './district-documents.ts';
import { sayDay } from './say-document.ts';

type Papers = Pick<RoundState, 'round' | 'sessions' | 'proposals' | 'decisions'>;

/**
 * Warnings on the papers people signed (officer texts §4.1): minutes, proposal and decision follow each other in time, each
 * names only communes of the one before, and proposal and decision are not signed by one person. A paper without number or day
 * raises none. What is right and what is not, people decide.
 */
export function checkPaperOrder(papers: Papers): readonly string[] {
  return [
    ...papers.proposals.flatMap((proposal) => checkProposal(proposal, papers)),
    ...papers.decisions.flatMap((decision) => checkDecision(decision, papers)),
  ];
}

function checkProposal(proposal: IssuedList, papers: Papers): readonly string[] {
  const named = name('Tờ trình', proposal);
  // The latest session that ruled on a commune is what counts.
  const supporting = papers.sessions.filter(
    (session) =>
      session.minutes !== null && proposal.communes.some((code) => latest(code, papers) === session),
  );
  const unsupported = proposal.communes.filter((code) => !isProposed(code, papers));
  return [
    ...supporting.flatMap(({ number, minutes }) =>
      minutes !== null && isLater(minutes, proposal)
        ? [
            `${name(`Biên bản họp Hội đồng (phiên ${number})`, minutes)} sau ngày ${named}; đề nghị kiểm tra thứ tự ngày.`,
          ]
        : [],
    ),
    ...(unsupported.length > 0
      ? [
          `${named} có đơn vị mà Biên bản họp Hội đồng đã ký không kết luận đề nghị công nhận: ${sayCommunes(unsupported, papers)}.`,
        ]
      : []),
  ];
}

function checkDecision(decision: IssuedList, papers: Papers): readonly string[] {
  const named = name('Quyết định', decision);
  const supporting = papers.proposals.filter(({ communes }) =>
    communes.some((code) => decision.communes.includes(code)),
  );
  const unsupported = decision.communes.filter(
    (code) => !papers.proposals.some(({ communes }) => communes.includes(code)),
  );
  return [
    ...supporting.flatMap((proposal) => [
      ...(isLater(proposal, decision)
        ? [`${name('Tờ trình', proposal)} sau ngày ${named}; đề nghị kiểm tra thứ tự ngày.`]
        : []),
      ...(proposal.signer !== null &&
      decision.signer !== null &&
      isSamePerson(proposal.signer, decision.signer)
        ? [
            `${name('Tờ trình', proposal)} và ${named} do cùng một người ký (${decision.signer.trim()}); đề nghị xem lại người ký.`,
          ]
        : []),
    ]),
    ...(unsupported.length > 0
      ? [`${named} có đơn vị không nằm trong Tờ trình: ${sayCommunes(unsupported, papers)}.`]
      : []),
  ];
}

/** The last session that ruled on a commune. */
function latest(code: string, { sessions }: Papers): CouncilSession | undefined {
  return [...sessions]
    .sort((a, b) => b.number - a.number)
    .find(({ rulings }) => rulings.some(({ commune }) => commune === code));
}

/** Proposed by the minutes that people signed. */
function isProposed(code: string, papers: Papers): boolean {
  const session = latest(code, papers);
  return (
    session !== undefined &&
    session.minutes !== null &&
    session.rulings.some(({ commune, ruling }) => commune === code && ruling === 'propose')
  );
}

// ISO days compare as texts.
const isLater = (one: IssuedPaper, other: IssuedPaper): boolean =>
  one.date !== null && other.date !== null && one.date > other.date;

/** "Tờ trình số 04/TTr-HĐXD ngày 24/11/2023" */
function name(kind: string, { number, date }: IssuedPaper): string {
  const day = sayDay(date);
  return [kind, ...(number === null ? [] : [`số ${number}`]), ...(day === null ? [] : [`ngày ${day}`])].join(
    ' ',
  );
}

function sayCommunes(codes: readonly string[], { round }: Papers): string {
  return codes
    .map((code) => {
      const commune = round.communes.find((one) => one.code === code);
      return commune === undefined ? `đơn vị mã ${code}` : communeInSentence(commune);
    })
    .join(', ');
}
