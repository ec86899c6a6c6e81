import type { Verdict } from '../../../shared/domain/assessment.ts';
import { sayPoints } from '../../../shared/rubrics/say-figure.ts';
import type { OpenItem } from '../../../shared/rubrics/what-if.ts';

const reasons: Readonly<Record<OpenItem['because'], string>> = {
  missing: 'chưa có số liệu',
  unconfirmed: 'số liệu chưa được xác nhận',
  contradictory: 'số liệu chưa thống nhất',
  undecided: 'thang điểm chưa cho một mức điểm, cần người có thẩm quyền quyết định',
};

const outcomes: Readonly<Record<Verdict, string>> = {
  eligible: 'đủ điều kiện',
  'not-eligible': 'chưa đủ điều kiện',
  undetermined: 'vẫn phụ thuộc nội dung khác',
};

/** "Nội dung 7.1. …: chưa có số liệu, có thể được từ 0 đến 77 điểm; ở mức cao nhất thì đủ điều kiện, ở mức thấp nhất thì tiêu chí 7 bị 0 điểm, chưa đủ điều kiện." */
export function sayOpenItem(open: OpenItem): string {
  const { item, name, because, points, criterion, atBest, atWorst, zeroAtWorst } = open;
  const worst = `${zeroAtWorst ? `tiêu chí ${criterion} bị 0 điểm, ` : ''}${outcomes[atWorst]}`;
  return (
    `Nội dung ${item}. ${name}: ${reasons[because]}, có thể được ${sayPoints(points)}; ` +
    (atBest === atWorst
      ? 'kết luận phụ thuộc nội dung này cùng các nội dung khác.'
      : `ở mức cao nhất thì ${outcomes[atBest]}, ở mức thấp nhất thì ${worst}.`)
  );
}
