import { describe, expect, test } from 'vitest';
import { compareVietnamese } from '../../../functions/portal/present/compare-vietnamese.ts';
import { nameDownload } from '../../../functions/portal/present/name-download.ts';
import { sayLedger } from '../../../shared/pipeline/say-ledger.ts';
import { sayDay, sayTime } from '../../../functions/portal/present/say-time.ts';
import { sayWork } from '../../../functions/portal/present/say-work.ts';
import { showRaw } from '../../../functions/portal/present/show-raw.ts';
import { showText } from '../../../functions/portal/present/show-text.ts';

describe('times', () => {
  test('an instant is shown in Vietnam, day first, whatever zone the machine is in', () => {
    expect(sayTime('2023-11-02T17:00:00.000Z')).toBe('03/11/2023 00:00');
    expect(sayTime('2023-11-02T16:59:59.999Z')).toBe('02/11/2023 23:59');
  });

  test('a day without an hour stays that day', () => {
    expect(sayDay('2023-10-31')).toBe('31/10/2023');
    expect(sayDay('2023-10-31T17:30:00.000Z')).toBe('01/11/2023');
  });

  test('what is no time is shown as it is', () => {
    expect(sayTime('chưa rõ')).toBe('chưa rõ');
  });
});

describe('names in Vietnamese order', () => {
  test('letters count before tones, đ stands between d and e', () => {
    const names = ['Vân An', 'Đồng Mỏ', 'Vạn Linh', 'Bằng Hữu', 'Bắc Thủy', 'Y Tịch', 'Chi Lăng', 'Gia Lộc'];
    expect(names.sort(compareVietnamese)).toEqual([
      'Bắc Thủy',
      'Bằng Hữu',
      'Chi Lăng',
      'Đồng Mỏ',
      'Gia Lộc',
      'Vạn Linh',
      'Vân An',
      'Y Tịch',
    ]);
  });

  test('equal letters go by tone: ngang, huyền, hỏi, ngã, sắc, nặng', () => {
    expect(['mạ', 'má', 'mã', 'mả', 'mà', 'ma'].sort(compareVietnamese)).toEqual([
      'ma',
      'mà',
      'mả',
      'mã',
      'má',
      'mạ',
    ]);
  });

  test('composed and decomposed letters are the same', () => {
    expect(compareVietnamese('Bắc Thủy', 'Bắc Thủy'.normalize('NFD'))).toBe(0);
  });
});

describe('text from outside', () => {
  test('a character that turns text around is written out', () => {
    expect(showText('bang diem\u202Excod.exe')).toBe('bang diem⟨U+202E⟩xcod.exe');
  });

  test('control, zero width and unpaired characters are written out; tabs and line breaks become spaces', () => {
    expect(showText('a\u0000b\u200Bc\uD800d')).toBe('a⟨U+0000⟩b⟨U+200B⟩c⟨U+D800⟩d');
    expect(showText('Xã\tHữu\nKiên')).toBe('Xã Hữu Kiên');
  });

  test('Vietnamese letters stay, composed', () => {
    expect(showText('Xã Hữu Kiên'.normalize('NFD'))).toBe('Xã Hữu Kiên');
  });

  test('a text without end is cut and says so', () => {
    expect(showText('a'.repeat(5000), 10)).toBe('aaaaaaaaaa…');
  });
});

describe('what is written beside a figure', () => {
  test('under criteria 3 to 6 a text that may name a child is not shown', () => {
    expect(showRaw('03 em (Nguyễn Thị Mẫu, thôn A)', true)).toBeNull();
    expect(showRaw('1 trẻ em, sinh 12/03/2015', true)).toBeNull();
  });

  test('under criteria 3 to 6 a bare figure with its unit is shown', () => {
    expect(showRaw('03 em', true)).toBe('03 em');
    expect(showRaw('12/905 trẻ = 1,3%', true)).toBe('12/905 trẻ = 1,3%');
    expect(showRaw('Không', true)).toBe('Không');
  });

  test('elsewhere the text is shown as written', () => {
    expect(showRaw('197/200 trẻ = 98,5%', false)).toBe('197/200 trẻ = 98,5%');
  });
});

describe('the name of a download', () => {
  test('old clients get plain letters, the others the Vietnamese name (RFC 6266)', () => {
    const header = nameDownload("Dự thảo - Xã Hữu Kiên (d'ự) - Lần 2.docx");
    expect(header).toBe(
      `attachment; filename="du-thao-xa-huu-kien-d-u-lan-2.docx"; filename*=UTF-8''D%E1%BB%B1%20th%E1%BA%A3o%20-%20X%C3%A3%20H%E1%BB%AFu%20Ki%C3%AAn%20%28d%27%E1%BB%B1%29%20-%20L%E1%BA%A7n%202.docx`,
    );
    expect(new Headers({ 'content-disposition': header }).get('content-disposition')).toBe(header);
  });
});

describe('the ledger', () => {
  test('it balances when every mail came to a known end', () => {
    expect(sayLedger({ accepted: 7, dossier: 5, supplement: 1, duplicates: 1, copies: 2 }, false)).toEqual({
      text: 'Khớp: 7 thư nhận = 5 hồ sơ + 1 bổ sung, thay thế + 1 gửi lại không thay đổi. Ngoài ra 2 lần nhận lại đúng thư đã có.',
      isBalanced: true,
    });
  });

  test('while work goes on the rest is being worked on', () => {
    expect(sayLedger({ accepted: 3, dossier: 1 }, true)).toEqual({
      text: 'Khớp: 3 thư nhận = 1 hồ sơ + 2 đang xử lý.',
      isBalanced: true,
    });
  });

  test('a mail nobody works on and that came to no end is a gap', () => {
    expect(sayLedger({ accepted: 3, dossier: 1 }, false)).toEqual({
      text: 'Chưa khớp: 2 thư chưa rõ kết cục.',
      isBalanced: false,
    });
  });

  test('more ends than mails is a gap, even while work goes on', () => {
    expect(sayLedger({ accepted: 1, dossier: 2 }, true)).toEqual({
      text: 'Chưa khớp: 1 thư chưa rõ kết cục.',
      isBalanced: false,
    });
  });

  test('nothing received is no gap', () => {
    expect(sayLedger({}, false)).toEqual({ text: 'Chưa nhận thư nào.', isBalanced: true });
  });
});

test('work is told only while there is any', () => {
  expect(sayWork(0, { waiting: 0, running: 0, later: 0, dead: 3 })).toBeNull();
  expect(sayWork(2, { waiting: 4, running: 1, later: 0, dead: 0 })).toBe('Đang xử lý 2 thư: còn 5 việc.');
});
