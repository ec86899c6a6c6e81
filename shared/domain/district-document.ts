/** Papers the district makes of a round; a person signs, numbers and dates them. */
export type DistrictDocumentKind =
  | 'completeness-sheet'
  | 'appraisal-sheet'
  | 'appraisal-report'
  | 'appraisal-report-round'
  | 'supplement-request'
  | 'sector-confirmation'
  | 'invitation'
  | 'ballot'
  | 'ballot-count'
  | 'council-minutes'
  | 'proposal'
  | 'recognition-decision'
  | 'result-notice'
  | 'consolidated-report'
  | 'score-workbook'
  | 'file-index'
  | 'score-sheet-form';

/** Papers with a number of their own, so with a symbol, signatory and recipients in the round's configuration. */
export type NumberedDocumentKind =
  | 'appraisal-report'
  | 'appraisal-report-round'
  | 'supplement-request'
  | 'invitation'
  | 'council-minutes'
  | 'proposal'
  | 'recognition-decision'
  | 'result-notice'
  | 'consolidated-report';
