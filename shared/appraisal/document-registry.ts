import type { DistrictDocument } from './district-documents.ts';
import { appraisalReport } from './documents/appraisal-report.ts';

/** Every docx the district makes of a round; one of a kind. */
export const districtDocuments: readonly DistrictDocument[] = [appraisalReport];
