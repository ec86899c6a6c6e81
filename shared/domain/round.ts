import type { Commune } from './commune.ts';
import type { DocumentKind } from './document.ts';

/** A document the round expects of every commune. */
export interface ExpectedDocument {
  readonly kind: DocumentKind;
  /** "Tờ trình đề nghị công nhận" */
  readonly label: string;
  readonly level: 'required' | 'if-any';
}

/** The offices of a round: configuration, never code, since authorities change (districts ended on 2025-07-01). */
export interface Authority {
  readonly district: string;
  /** Place printed before the date: "Chi Lăng". */
  readonly place: string;
  readonly office: string;
  readonly officeShort: string;
  /** Superior body printed above the office: "UBND HUYỆN CHI LĂNG". */
  readonly superior: string;
  readonly council: string;
  /** Who decides: "Chủ tịch UBND huyện". */
  readonly recogniser: string;
  readonly reportSymbol: string;
  readonly signatory: readonly string[];
  readonly recipients: readonly string[];
  readonly plan: string;
}

/** One assessment round (đợt đánh giá). */
export interface Round {
  /** "2023" */
  readonly id: string;
  readonly year: number;
  readonly rubric: string;
  readonly authority: Authority;
  /** First instant that is late, ISO with offset. */
  readonly lateFrom: string;
  /** "03/11/2023" as in "trước ngày 03/11/2023". */
  readonly deadline: string;
  readonly expectedDocuments: readonly ExpectedDocument[];
  readonly communes: readonly Commune[];
}
