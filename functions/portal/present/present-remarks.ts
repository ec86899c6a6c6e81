import { findingInputs } from '../../../shared/appraisal/decision-inputs.ts';
import { criterionOf } from '../../../shared/appraisal/state-findings.ts';
import { targetKey } from '../../../shared/domain/decision.ts';
import { findingCatalogue } from '../../../shared/domain/finding-catalogue.ts';
import type { Finding, Severity } from '../../../shared/domain/finding.ts';
import type { DossierAtHand } from '../../../shared/pipeline/load-dossier.ts';
import { targetOfFinding } from '../../../shared/pipeline/load-dossier.ts';
import type { DossierContext } from './dossier-context.ts';
import { sayPlace, toDecide } from './dossier-context.ts';
import type { DecisionView, ToDecide } from './present-decisions.ts';
import { anchorOf, presentDecision, presentToDecide } from './present-decisions.ts';
import { sensitiveCriteria, showRaw } from './show-raw.ts';
import { showText } from './show-text.ts';

/** Attack: a file that raises thousands of remarks makes a page no browser shows; the rest is counted. */
const listedPerCode = 50;

/** Remarks of one kind. */
interface RemarkGroup {
  readonly label: string;
  readonly remarks: readonly RemarkView[];
  readonly more: number;
}

/** One remark. */
export interface RemarkView {
  /** Place on the page. */
  readonly anchor: string;
  readonly message: string;
  readonly place: string;
  readonly criterion: number | null;
  readonly isBlocking: boolean;
  readonly deciding: ToDecide | null;
}

/** Remarks by what they need. */
export interface NeedGroup {
  readonly need: 'commune' | 'officer' | 'nothing';
  readonly title: string;
  readonly count: number;
  readonly blocking: number;
  readonly groups: readonly RemarkGroup[];
}

/** A remark that was answered, and how. */
export interface SettledView {
  readonly label: string;
  readonly message: string;
  readonly decision: DecisionView;
  /** null where another decision answered it, as one on its figure. */
  readonly deciding: ToDecide | null;
}

const needs = [
  { need: 'commune', title: 'Đề nghị xã bổ sung, giải trình' },
  { need: 'officer', title: 'Cán bộ xem xét, quyết định' },
  { need: 'nothing', title: 'Ghi chú, không cần xử lý' },
] as const;

export function presentFindings(context: DossierContext): readonly NeedGroup[] {
  const { revision, rubric } = context;
  const ranks: Readonly<Record<Severity, number>> = { blocking: 0, warning: 1, note: 2 };
  const order = (finding: Finding): number => criterionOf(finding, rubric.vocabulary) ?? 0;
  return needs.flatMap(({ need, title }): NeedGroup[] => {
    const findings = revision.findings
      .filter((finding) => needOf(finding, context) === need)
      .sort((one, other) => ranks[one.severity] - ranks[other.severity] || order(one) - order(other));
    if (findings.length === 0) return [];
    const codes = [...new Set(findings.map(({ code }) => code))];
    return [
      {
        need,
        title,
        count: findings.length,
        blocking: findings.filter(({ severity }) => severity === 'blocking').length,
        groups: codes.map((code) => {
          const ofCode = findings.filter((finding) => finding.code === code);
          return {
            label: findingCatalogue[code].label,
            remarks: ofCode.slice(0, listedPerCode).map((finding) => presentRemark(finding, context)),
            more: Math.max(0, ofCode.length - listedPerCode),
          };
        }),
      },
    ];
  });
}

/** Who has to do something about a remark: as a person decided, else as its kind says. */
function needOf(finding: Finding, { atHand }: DossierContext): NeedGroup['need'] {
  const event = atHand?.decided.inForce.get(targetKey(targetOfFinding(finding)));
  if (event?.ruling.what === 'settle') return event.ruling.outcome === 'ask-commune' ? 'commune' : 'officer';
  if (finding.severity === 'note') return 'nothing';
  const { toCommune } = findingCatalogue[finding.code];
  return toCommune === 'yes' || toCommune === 'without-figures' ? 'commune' : 'officer';
}

function presentRemark(finding: Finding, context: DossierContext): RemarkView {
  const { source } = finding;
  const target = targetOfFinding(finding);
  return {
    anchor: anchorOf(target),
    message: sayMessage(finding, context),
    place: source === undefined ? '' : sayPlace(source, context),
    criterion: criterionOf(finding, context.rubric.vocabulary),
    isBlocking: finding.severity === 'blocking',
    deciding:
      context.atHand === null
        ? null
        : presentToDecide(target, context.atHand, context.canDecide, findingInputs(finding)),
  };
}

function sayMessage(finding: Finding, { rubric, withNames }: DossierContext): string {
  const criterion = criterionOf(finding, rubric.vocabulary);
  const { source } = finding;
  const isSensitive =
    (criterion !== null && sensitiveCriteria.includes(criterion)) ||
    (source !== undefined && withNames.has(source.file));
  return showText(isSensitive ? hideQuotes(finding) : finding.message, 1000);
}

export function presentSettled(
  atHand: DossierAtHand | null,
  context: DossierContext,
): readonly SettledView[] {
  return (atHand?.decided.settled ?? []).map(({ finding, event }) => ({
    label: findingCatalogue[finding.code].label,
    message: sayMessage(finding, context),
    decision: presentDecision(event),
    deciding: event.target.kind === 'finding' ? toDecide(event.target, context) : null,
  }));
}

// These sentences quote what a document says; there it may name a child.
function hideQuotes({ code, message, source }: Finding): string {
  if (code === 'ambiguous-reading')
    return message.replace(/ghi ".*", chưa rõ/su, 'ghi nội dung (đã che), chưa rõ');
  const raw = source?.raw;
  return raw === undefined || raw === '' || showRaw(raw, true) !== null
    ? message
    : message.replaceAll(raw, '(đã che)');
}
