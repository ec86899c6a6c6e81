/** Class of area, which sets the minimum total (Decision 06/QĐ-TTg, conditions of recognition). */
export type AreaType = 'urban-ward' | 'mountain-island-or-special' | 'other';

/** A commune-level unit, with the time its code meant this unit. */
export interface Commune {
  /** Five-digit administrative code, e.g. "06514". */
  readonly code: string;
  /** Full name with its type at the start of a line: "Xã Hữu Kiên". */
  readonly name: string;
  readonly type: 'xã' | 'thị trấn' | 'phường';
  readonly district: string;
  readonly province: string;
  readonly areaType: AreaType;
  /** ISO dates, inclusive. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** The name inside a sentence: "xã Hữu Kiên". */
export function communeInSentence(commune: Commune): string {
  return commune.name.charAt(0).toLowerCase() + commune.name.slice(1);
}

/** The name without its type: "Hữu Kiên". */
export function communeProperName(commune: Commune): string {
  return commune.name.slice(commune.type.length + 1);
}
