/** What is true of a mail, as a careful reader wrote it down beside it. */
export interface Truth {
  readonly kind: string;
  readonly round?: string;
  readonly commune: { readonly code: string } | null;
  readonly documents: readonly { readonly file: string; readonly kind: string }[];
  readonly indicators: Readonly<Record<string, { readonly value: number | boolean }>>;
  readonly selfScores: Readonly<Record<string, { readonly points: number; readonly max: number | null }>>;
  readonly claimedTotal: number | null;
  readonly expectFindings: readonly { readonly code: string; readonly about?: string }[];
  /** Earlier case that has to be taken in before. */
  readonly relatesTo?: string;
}

interface ResultReading {
  readonly indicator: string;
  readonly value: number | boolean;
  readonly accepted: boolean;
  readonly sources: readonly { readonly file: string; readonly raw: string | null }[];
}

interface ResultFinding {
  readonly code: string;
  readonly about: string | null;
  readonly severity: string;
  readonly message: string;
}

/** The parts of a result that are scored. */
interface ScoredResult {
  readonly mail: { readonly kind: string };
  readonly commune: { readonly code: string } | null;
  readonly documents: readonly { readonly file: string; readonly kind: string }[];
  readonly readings: readonly ResultReading[];
  readonly claims: readonly {
    readonly criterion: number;
    readonly points: number;
    readonly max: number | null;
  }[];
  readonly claimedTotal: number | null;
  readonly findings: readonly ResultFinding[];
}

/** Counts of one case or of many; a share is right of wanted. */
export interface CaseScore {
  readonly wanted: number;
  readonly found: number;
  readonly foundAccepted: number;
  readonly accepted: number;
  readonly acceptedRight: number;
  /** Accepted wrong values about which nothing is said. */
  readonly silent: number;
  readonly selfWanted: number;
  readonly selfRight: number;
  readonly totalsWanted: number;
  readonly totalsRight: number;
  readonly cases: number;
  readonly communesRight: number;
  readonly mailKindsRight: number;
  readonly kindsWanted: number;
  readonly kindsRight: number;
  readonly plantedWanted: number;
  readonly plantedFound: number;
  readonly clean: number;
  readonly cleanWithAlarm: number;
  readonly remarks: readonly string[];
}

export const emptyScore: CaseScore = {
  wanted: 0,
  found: 0,
  foundAccepted: 0,
  accepted: 0,
  acceptedRight: 0,
  silent: 0,
  selfWanted: 0,
  selfRight: 0,
  totalsWanted: 0,
  totalsRight: 0,
  cases: 0,
  communesRight: 0,
  mailKindsRight: 0,
  kindsWanted: 0,
  kindsRight: 0,
  plantedWanted: 0,
  plantedFound: 0,
  clean: 0,
  cleanWithAlarm: 0,
  remarks: [],
};

/** Sheet and report may round a rate to different places. */
const rateTolerance = 0.0006;

function isSame(indicator: string, value: number | boolean, truth: number | boolean): boolean {
  if (typeof value !== 'number' || typeof truth !== 'number') return value === truth;
  return indicator.endsWith('-rate') ? Math.abs(value - truth) <= rateTolerance : value === truth;
}

/** Compares the result of a mail with what is true of it. */
export function scoreCase(truth: Truth, given: Readonly<Record<string, unknown>>): CaseScore {
  const result = given as unknown as ScoredResult;
  const remarks: string[] = [];
  const say = (what: string, ...rest: unknown[]): void => {
    remarks.push(
      `${what}: ${rest.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(' ')}`,
    );
  };
  const saidAbout = (indicator: string): boolean => result.findings.some(({ about }) => about === indicator);
  let found = 0;
  let foundAccepted = 0;
  let acceptedRight = 0;
  let silent = 0;
  for (const [indicator, { value }] of Object.entries(truth.indicators)) {
    const reading = result.readings.find((one) => one.indicator === indicator);
    if (reading === undefined) say('thiếu', indicator, value);
    else if (!isSame(indicator, reading.value, value)) say('sai', reading, `đúng là ${value}`);
    else {
      found += 1;
      if (reading.accepted) foundAccepted += 1;
      else say('chưa nhận', reading);
    }
  }
  const accepted = result.readings.filter((reading) => reading.accepted);
  for (const reading of accepted) {
    const right = truth.indicators[reading.indicator];
    if (right !== undefined && isSame(reading.indicator, reading.value, right.value)) acceptedRight += 1;
    else {
      if (right === undefined) say('thừa', reading);
      if (!saidAbout(reading.indicator)) silent += 1;
    }
  }
  let selfRight = 0;
  for (const [criterion, wanted] of Object.entries(truth.selfScores)) {
    const claim = result.claims.find((one) => one.criterion === Number(criterion));
    if (claim?.points === wanted.points && claim.max === wanted.max) selfRight += 1;
    else say('điểm tự chấm', criterion, claim ?? null, wanted);
  }
  const totalIsRight = result.claimedTotal === truth.claimedTotal;
  if (!totalIsRight) say('tổng điểm', result.claimedTotal, `đúng là ${truth.claimedTotal}`);
  let kindsRight = 0;
  for (const document of truth.documents) {
    const own = result.documents.find(({ file }) => file === document.file);
    if (own?.kind === document.kind) kindsRight += 1;
    else say('loại tài liệu', document.file, own?.kind ?? 'không có', `đúng là ${document.kind}`);
  }
  const matches = (finding: ResultFinding, wanted: Truth['expectFindings'][number]): boolean =>
    finding.code === wanted.code && (wanted.about === undefined || finding.about === wanted.about);
  const planted = truth.expectFindings.filter((wanted) => {
    const isFound = result.findings.some((finding) => matches(finding, wanted));
    if (!isFound) say('không thấy nhận xét', wanted);
    return isFound;
  });
  const alarms = result.findings.filter(
    (finding) =>
      finding.severity !== 'note' && !truth.expectFindings.some((wanted) => wanted.code === finding.code),
  );
  for (const alarm of alarms) say('nhận xét ngoài dự kiến', alarm.code, alarm.about ?? '', alarm.message);
  const communeIsRight = (result.commune?.code ?? null) === (truth.commune?.code ?? null);
  if (!communeIsRight) say('đơn vị', result.commune, truth.commune);
  const mailKindIsRight = result.mail.kind === truth.kind;
  if (!mailKindIsRight) say('loại thư', result.mail.kind, `đúng là ${truth.kind}`);
  const isClean = truth.kind === 'dossier' && truth.expectFindings.length === 0;
  return {
    wanted: Object.keys(truth.indicators).length,
    found,
    foundAccepted,
    accepted: accepted.length,
    acceptedRight,
    silent,
    selfWanted: Object.keys(truth.selfScores).length,
    selfRight,
    totalsWanted: 1,
    totalsRight: totalIsRight ? 1 : 0,
    cases: 1,
    communesRight: communeIsRight ? 1 : 0,
    mailKindsRight: mailKindIsRight ? 1 : 0,
    kindsWanted: truth.documents.length,
    kindsRight,
    plantedWanted: truth.expectFindings.length,
    plantedFound: planted.length,
    clean: isClean ? 1 : 0,
    cleanWithAlarm: isClean && alarms.length > 0 ? 1 : 0,
    remarks,
  };
}

/** Adds the counts of two scores; remarks stay with their cases. */
export function addScores(a: CaseScore, b: CaseScore): CaseScore {
  const sum = { ...a };
  for (const key of Object.keys(emptyScore) as (keyof CaseScore)[])
    if (key !== 'remarks') (sum as Record<keyof CaseScore, unknown>)[key] = a[key] + b[key];
  return sum;
}

/** Says a score in one line. */
export function sayScore(score: CaseScore): string {
  const share = (part: number, whole: number): string =>
    `${part}/${whole}${whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)}%)`}`;
  return [
    `tìm thấy ${share(score.found, score.wanted)}`,
    `tự nhận ${share(score.foundAccepted, score.found)}`,
    `chính xác ${share(score.acceptedRight, score.accepted)}`,
    `sai mà im lặng ${score.silent}`,
    `điểm tự chấm ${share(score.selfRight, score.selfWanted)}`,
    `tổng điểm ${share(score.totalsRight, score.totalsWanted)}`,
    `đơn vị ${share(score.communesRight, score.cases)}`,
    `loại thư ${share(score.mailKindsRight, score.cases)}`,
    `loại tài liệu ${share(score.kindsRight, score.kindsWanted)}`,
    `nhận xét cài sẵn ${share(score.plantedFound, score.plantedWanted)}`,
    `hồ sơ sạch bị báo nhầm ${share(score.cleanWithAlarm, score.clean)}`,
  ].join(' · ');
}
