import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Permission } from '../../../functions/portal/access/permissions.ts';
import { permissionRoles } from '../../../functions/portal/access/permissions.ts';
import type { Role } from '../../../shared/domain/person.ts';
import { roleNames, roles } from '../../../shared/domain/person.ts';
import { ask, closePortals, openPortal } from './portal-fixtures.ts';

afterAll(closePortals);

const folder = fileURLToPath(new URL('../../../docs/huong-dan/', import.meta.url));
const guides = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name, readFileSync(`${folder}${name}`, 'utf8')]),
);

/** What the guide calls each right. */
const rightNames: Readonly<Record<Permission, string>> = {
  'view-board': 'Xem bảng theo dõi của đợt',
  'view-dossier': 'Xem một hồ sơ, nguồn số liệu',
  decide: 'Xác nhận, sửa số liệu; ghi điểm; xử lý nội dung lưu ý',
  'open-evidence': 'Xem thông tin trẻ em đã che (ghi lý do)',
  'view-intake': 'Xem nhật ký tiếp nhận, thư chờ xác minh',
  'work-intake': 'Xử lý thư: gắn xã, chuyển, nhập hồ sơ ngoài thư, ghi liên hệ',
  'retry-work': 'Cho làm lại việc đã dừng',
  'download-raw': 'Tải thư gốc (ghi lý do)',
  'record-papers': 'Ghi bản giấy, công văn, Tờ trình, Quyết định đã ban hành',
  'extend-deadline': 'Gia hạn nộp hồ sơ',
  'view-documents': 'Xem, tải văn bản dự thảo',
  'make-documents': 'Lập văn bản, tải lên bản đã sửa',
  'manage-templates': 'Đổi mẫu văn bản của đơn vị',
  'view-sessions': 'Xem phiên họp',
  'manage-sessions': 'Lập phiên, ghi biểu quyết, kết luận, biên bản',
  score: 'Chấm điểm độc lập',
  'enter-rubric': 'Nhập thang điểm',
  'confirm-rubric': 'Xác nhận thang điểm (người khác người nhập)',
  'answer-sector': 'Số liệu ngành',
  'manage-registry': 'Đợt, danh bạ, cách nhận thư từ địa chỉ lạ',
  'view-outbox': 'Xem thư đi',
  'send-letters': 'Gửi, bỏ thư đi',
  'manage-letters': 'Bật nhắc hạn, đổi cách báo nhận, sửa mẫu thư',
  'manage-mailbox': 'Nối hộp thư nhận hồ sơ',
  'set-up-sending': 'Đặt cách gửi thư',
  'manage-people': 'Tài khoản',
  'view-audit': 'Nhật ký thao tác',
};

const cellsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('the guide for users', () => {
  test('says of every right who has it, as the program has it', () => {
    const [head = [], , ...rows] = (guides.get('quyen.md') ?? '')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map(cellsOf);
    const byName = new Map(Object.entries(roleNames).map(([role, name]) => [name, role as Role]));
    const columns = head.slice(1).map((name) => byName.get(name));
    expect([...columns].sort()).toEqual([...roles].sort());
    const said = Object.fromEntries(
      rows.map(([name = '', ...cells]) => [name, columns.filter((_, place) => cells[place] === 'x').sort()]),
    );
    const had = Object.fromEntries(
      Object.entries(permissionRoles).map(([right, having]) => [
        rightNames[right as Permission],
        [...having].sort(),
      ]),
    );
    expect(said).toEqual(had);
  });

  test('names every entry of the menu', async () => {
    const { app } = await openPortal();
    const page = await (await ask(app, '/')).text();
    const menu = /<nav aria-label="Trang">(.*?)<\/nav>/su.exec(page)?.[1] ?? '';
    const entries = [...menu.matchAll(/<a [^>]*>([^<]+)<\/a>/gu)].map(([, label = '']) => label);
    expect(entries.length).toBeGreaterThan(10);
    const words = [...guides.values()].join('\n');
    expect(entries.filter((label) => !words.includes(`**${label}**`))).toEqual([]);
  });

  test('leads to pictures, pages and headings that are there', () => {
    const slug = (heading: string): string =>
      heading
        .toLocaleLowerCase('vi')
        .replace(/[^\p{L}\p{N}\s-]/gu, '')
        .replace(/\s/gu, '-');
    const broken = [...guides].flatMap(([name, text]) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/gu)]
        .map(([, href = '']) => href)
        .filter((href) => {
          const [file = '', anchor] = href.split('#');
          if (!existsSync(`${folder}${file}`)) return true;
          if (anchor === undefined) return false;
          const headings = [...(guides.get(file) ?? '').matchAll(/^#+ (.+)$/gmu)];
          return !headings.some(([, heading = '']) => slug(heading) === anchor);
        })
        .map((href) => `${name}: ${href}`),
    );
    expect(broken).toEqual([]);
  });
});
