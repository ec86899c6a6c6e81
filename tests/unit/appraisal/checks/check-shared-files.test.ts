import { describe, expect, it } from 'vitest';
import { checkSharedFiles } from '../../../../shared/appraisal/checks/check-shared-files.ts';
import { illustrationRound } from '../../../../shared/domain/rounds/illustration.ts';
import { factsOf } from './facts.ts';

const { communes } = illustrationRound(2023);
const sheet = (sha256: string) => ({ papers: [{ sha256, kind: 'score-sheet' as const }] });

describe('the same file from several communes', () => {
  it('is said to each of them, naming the others', () => {
    const found = checkSharedFiles(
      [factsOf('99901', sheet('a')), factsOf('99902', sheet('b')), factsOf('99903', sheet('a'))],
      communes,
    );
    expect(
      found.map(({ commune, finding }) => [commune, finding.code, finding.about, finding.message]),
    ).toEqual([
      [
        '99901',
        'shared-file',
        'score-sheet',
        'Bảng tự chấm điểm giống hoàn toàn tài liệu trong hồ sơ thị trấn Phố Mẫu.',
      ],
      [
        '99903',
        'shared-file',
        'score-sheet',
        'Bảng tự chấm điểm giống hoàn toàn tài liệu trong hồ sơ xã Suối Mẫu.',
      ],
    ]);
  });

  it('counts the communes beyond the third', () => {
    const [first] = checkSharedFiles(
      communes.slice(0, 6).map(({ code }) => factsOf(code, sheet('a'))),
      communes,
    );
    expect(first?.finding.message).toContain('xã Đồi Mẫu, thị trấn Phố Mẫu, xã Rừng Mẫu và 2 đơn vị khác.');
  });

  it('twice in one dossier is nothing', () => {
    const twice = { papers: [...sheet('a').papers, ...sheet('a').papers] };
    expect(checkSharedFiles([factsOf('99901', twice), factsOf('99902', sheet('b'))], communes)).toEqual([]);
  });
});
