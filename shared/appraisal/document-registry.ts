import type { DistrictDocument, DistrictWorkbook } from './district-documents.ts';
import { appraisalReport } from './documents/appraisal-report.ts';
import { appraisalReportRound } from './documents/appraisal-report-round.ts';
import { appraisalSheet } from './documents/appraisal-sheet.ts';
import { ballotCount } from './documents/ballot-count.ts';
import { ballot } from './documents/ballot.ts';
import { completenessSheet } from './documents/completeness-sheet.ts';
import { consolidatedReport } from './documents/consolidated-report.ts';
import { councilMinutes } from './documents/council-minutes.ts';
import { fileIndex } from './documents/file-index.ts';
import { invitation } from './documents/invitation.ts';
import { proposal } from './documents/proposal.ts';
import { recognitionDecision } from './documents/recognition-decision.ts';
import { resultNotice } from './documents/result-notice.ts';
import { scoreSheetFormDocument } from './documents/score-sheet-form.ts';
import { supplementRequest } from './documents/supplement-request.ts';
import { scoreSheetForm } from './workbooks/score-sheet-form.ts';
import { scoreWorkbook } from './workbooks/score-workbook.ts';

/** Every docx the district makes of a round; one of a kind. */
export const districtDocuments: readonly DistrictDocument[] = [
  appraisalReport,
  appraisalReportRound,
  appraisalSheet,
  consolidatedReport,
  completenessSheet,
  supplementRequest,
  invitation,
  ballot,
  ballotCount,
  councilMinutes,
  proposal,
  recognitionDecision,
  resultNotice,
  fileIndex,
  scoreSheetFormDocument,
];

/** Every xlsx of a round as a whole. */
export const districtWorkbooks: readonly DistrictWorkbook[] = [scoreWorkbook, scoreSheetForm];
