import type { AppraisalReportInput } from './appraisal-report-content.ts';
import { appraisalReportContent } from './appraisal-report-content.ts';

/** Drafts the appraisal report of one commune as docx (officer texts §4.5, Decree 30/2020/NĐ-CP); equal input gives equal bytes. */
export async function draftAppraisalReport(input: AppraisalReportInput): Promise<Uint8Array> {
  const { renderAdministrativeDocument } = await import('./render-administrative-document.ts');
  return renderAdministrativeDocument(appraisalReportContent(input), input.revision.at);
}
