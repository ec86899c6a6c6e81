import type { Commune } from './commune.ts';
import type { NumberedDocumentKind } from './district-document.ts';
import type { DocumentKind } from './document.ts';
import type { Sector } from './sector.ts';

/** A document the round expects of every commune. */
export interface ExpectedDocument {
  readonly kind: DocumentKind;
  /** "Tờ trình đề nghị công nhận" */
  readonly label: string;
  readonly level: 'required' | 'if-any';
}

/** A paper each commune sends early in the year (the plan's I.1). */
export interface TrackedDocument {
  readonly kind: 'plan' | 'commitment';
  readonly label: string;
}

/** How one kind of numbered paper is issued. */
export interface PaperForm {
  /** After the slash of the number: "QĐ-UBND"; dots where the records clerk completes it. */
  readonly symbol: string;
  /** Lines over the name: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH". */
  readonly signatory: readonly string[];
  /** Name of the person who signs; null while it is not known. */
  readonly signer: string | null;
  /** Without dashes and ends: "Như trên". */
  readonly recipients: readonly string[];
}

/** A legal basis printed after "Căn cứ". */
export interface LegalBasis {
  readonly text: string;
  /** Kinds of paper that print it; every paper with bases when absent. */
  readonly onlyIn?: readonly NumberedDocumentKind[];
}

/** The offices of a round: configuration, never code, since authorities change (districts ended on 2025-07-01). */
export interface Authority {
  /** "huyện Chi Lăng" */
  readonly district: string;
  /** "tỉnh Lạng Sơn" */
  readonly province: string;
  /** Place printed before the date: "Chi Lăng". */
  readonly place: string;
  readonly office: string;
  readonly officeShort: string;
  /** Superior body printed above the office: "UBND HUYỆN CHI LĂNG". */
  readonly superior: string;
  readonly council: string;
  /** Who decides: "Chủ tịch Ủy ban nhân dân huyện Chi Lăng". */
  readonly recogniser: string;
  /** The department of the province that reports go to. */
  readonly department: string;
  /** Who submits the proposal to the recogniser. */
  readonly proposer: 'council' | 'office';
  /** Who issues the consolidated report. */
  readonly reporter: 'district' | 'office';
  /** The district's plan of the round, and the province's. */
  readonly plan: string;
  readonly provincePlan: string;
  /** The plan's target in its words. */
  readonly target: string;
  readonly contact: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly mailbox: string;
  };
  readonly legalBases: readonly LegalBasis[];
  readonly papers: Readonly<Record<NumberedDocumentKind, PaperForm>>;
}

export interface CouncilMember {
  readonly name: string;
  /** In the council: "Chủ tịch Hội đồng", "Ủy viên". */
  readonly position: string;
}

/**
 * The council of a round and its rules. The text of Decision 06 does not give quorum and majority; both stay off (null)
 * until the office enters them with their basis.
 */
export interface Council {
  readonly members: readonly CouncilMember[];
  /** Members who must be present. */
  readonly quorum: number | null;
  /** Share of votes (a fraction 0..1) that carries, and the text that says so. */
  readonly majority: { readonly share: number; readonly basis: string } | null;
  readonly voteMethod: 'show-of-hands' | 'ballot' | 'written-opinion' | null;
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
  /** Tracked in the year, not part of the dossier. */
  readonly trackedDocuments: readonly TrackedDocument[];
  readonly council: Council;
  /** Counts below this are not published for the sensitive criteria 3 to 6. */
  readonly smallestPublishedCount: number;
  /** Offices asked to confirm figures, with their criteria. */
  readonly sectors: readonly Sector[];
  /** Identifier of the round before of the same district, with whose figures this one's are compared; null when it is not kept here. */
  readonly previous: string | null;
  readonly communes: readonly Commune[];
}
