import type { RegistryRow } from '../../../shared/appraisal/workbooks/registry-sheet.ts';
import type { Commune } from '../../../shared/domain/commune.ts';
import type { Round } from '../../../shared/domain/round.ts';

type Revised = { readonly round: Round } | { readonly problems: readonly string[] };

/** The round with the communes of a registry file: known codes changed, new ones added, none dropped; the same round when nothing changed. */
export function reviseCommunes(round: Round, rows: readonly RegistryRow[]): Revised {
  const [some] = round.communes;
  const problems: string[] = [];
  const byCode = new Map<string, Commune>();
  for (const { code, name, type, areaType, validFrom, validTo } of rows) {
    const before = round.communes.find((commune) => commune.code === code);
    const commune: Commune = {
      district: some?.district ?? '',
      province: some?.province ?? '',
      ...before,
      code,
      name,
      type,
      areaType,
      validFrom,
      validTo,
    };
    const other = byCode.get(code);
    if (other !== undefined && !isSame(other, commune))
      problems.push(`Mã ${code} ghi hai lần với nội dung khác nhau.`);
    if (validFrom > validTo) problems.push(`Mã ${code}: ngày bắt đầu sau ngày kết thúc.`);
    byCode.set(code, commune);
  }
  if (problems.length > 0) return { problems };
  const known = round.communes.map((commune) => byCode.get(commune.code) ?? commune);
  const added = [...byCode.values()].filter(
    ({ code }) => !round.communes.some((commune) => commune.code === code),
  );
  const isUnchanged =
    added.length === 0 &&
    known.every((commune, position) => isSame(commune, round.communes[position] ?? commune));
  return { round: isUnchanged ? round : { ...round, communes: [...known, ...added] } };
}

/** The round in which some communes end and one comes in their place from a day (ISO) on. */
export function mergeCommunes(
  round: Round,
  merger: {
    readonly from: readonly string[];
    readonly code: string;
    readonly name: string;
    readonly day: string;
  },
): Revised {
  const { from, code, name, day } = merger;
  const merged = round.communes.filter((commune) => from.includes(commune.code));
  const type = (['xã', 'thị trấn', 'phường'] as const).find((one) =>
    name.toLocaleLowerCase('vi').startsWith(`${one} `),
  );
  const problems = [
    ...(merged.length < 2 ? ['Chọn từ hai xã, thị trấn để sáp nhập.'] : []),
    ...(/^\d{5}$/u.test(code) ? [] : ['Mã của đơn vị mới phải có 5 chữ số.']),
    ...(type === undefined ? ['Tên đơn vị mới phải bắt đầu bằng Xã, Thị trấn hoặc Phường.'] : []),
    ...(/^\d{4}-\d{2}-\d{2}$/u.test(day) ? [] : ['Ghi ngày có hiệu lực.']),
    ...(round.communes.some((commune) => commune.code === code && !from.includes(code))
      ? [`Mã ${code} là của đơn vị khác trong đợt.`]
      : []),
  ];
  const [first] = merged;
  if (problems.length > 0 || first === undefined || type === undefined) return { problems };
  const lastDay = new Date(Date.parse(day) - 24 * 60 * 60_000).toISOString().slice(0, 10);
  const others = round.communes
    // A new unit may keep the code of one of its parts: a round then has it once.
    .filter((commune) => commune.code !== code)
    .map((commune) => (from.includes(commune.code) ? { ...commune, validTo: lastDay } : commune));
  return {
    round: {
      ...round,
      communes: [...others, { ...first, code, name, type, validFrom: day, validTo: '9999-12-31' }],
    },
  };
}

const isSame = (one: Commune, other: Commune): boolean =>
  (['code', 'name', 'type', 'areaType', 'validFrom', 'validTo'] as const).every(
    (key) => one[key] === other[key],
  );
