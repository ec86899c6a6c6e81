import type { Commune } from '../../domain/commune.ts';
import { communeInSentence, communeProperName } from '../../domain/commune.ts';
import { illustrationRound } from '../../domain/rounds/illustration.ts';
import type { SampleCriterion, SampleFigure } from './sample-figures.ts';
import { inventFigures, scoreFigures } from './sample-figures.ts';
import type { SamplePaper } from './sample-papers.ts';
import {
  compactRows,
  itemisedRows,
  reportLines,
  splitRows,
  writeExcelPaper,
  writeWordPaper,
} from './sample-papers.ts';

/** An invented mail of an invented commune. */
export interface SampleMail {
  /** Names the case: "suoi-mau-du-thanh-phan". */
  readonly slug: string;
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** ISO time of sending. */
  readonly date: string;
  readonly attachments: readonly { readonly filename: string; readonly bytes: Uint8Array }[];
}

type Layout = 'excel' | 'word-compact' | 'word-split';

interface Recipe {
  readonly commune: string;
  readonly children: number;
  readonly layout: Layout;
  readonly changes?: Readonly<Record<string, SampleFigure>>;
  /** Figures of the report where they differ from the sheet's. */
  readonly reportChanges?: Readonly<Record<string, SampleFigure>>;
  /** Added to the printed total: a slip of addition. */
  readonly totalSlip?: number;
  readonly without?: 'minutes';
  readonly blankNumber?: true;
}

const recipes: readonly Recipe[] = [
  { commune: '99901', children: 1040, layout: 'excel' },
  { commune: '99902', children: 760, layout: 'word-compact', totalSlip: 10 },
  { commune: '99903', children: 2210, layout: 'word-split', without: 'minutes' },
  {
    commune: '99904',
    children: 905,
    layout: 'excel',
    changes: { 'c03.abused-children': 3 },
    blankNumber: true,
  },
  {
    commune: '99905',
    children: 1318,
    layout: 'word-compact',
    reportChanges: { 'c07.full-immunisation-rate': [74, 79] },
  },
];

/**
 * The invented dossiers of the illustration round: one in order, and one each with a slip of addition, a missing paper,
 * a criterion at zero, papers that differ (mended by a second mail), and a question without a dossier.
 */
export async function writeSampleDossiers(year: number): Promise<readonly SampleMail[]> {
  const mails: SampleMail[] = [];
  for (const [index, recipe] of recipes.entries()) mails.push(await dossierMail(recipe, index, year));
  const differing = recipes.at(-1);
  const first = mails.at(-1);
  if (differing !== undefined && first !== undefined)
    mails.push(await correctionMail(differing, first, year));
  mails.push(questionMail(year));
  return mails;
}

function communeOf(code: string, year: number): Commune {
  const commune = illustrationRound(year).communes.find((one) => one.code === code);
  if (commune === undefined) throw new Error(`no commune ${code}`);
  return commune;
}

function addressOf(commune: Commune): SampleMail['from'] {
  return {
    name: `UBND ${communeInSentence(commune)}`,
    address: `ubnd${commune.code}@minhhoa.example.vn`,
  };
}

const mailbox = 'hoso@minhhoa.example.vn';

async function dossierMail(recipe: Recipe, index: number, year: number): Promise<SampleMail> {
  const commune = communeOf(recipe.commune, year);
  const name = communeInSentence(commune);
  const figures = { ...inventFigures(recipe.children), ...recipe.changes };
  const sheet = scoreFigures(figures);
  const total = sheet.reduce((sum, criterion) => sum + criterion.points, 0) + (recipe.totalSlip ?? 0);
  const papers = {
    letter: letterOf(commune, year, total, recipe.blankNumber === true),
    report: reportOf(commune, year, scoreFigures({ ...figures, ...recipe.reportChanges }), total),
    minutes: minutesOf(commune, year, sheet, total),
  };
  return {
    slug: `${recipe.commune}-${recipe.layout}`,
    messageId: `<${recipe.commune}.1@minhhoa.example.vn>`,
    from: addressOf(commune),
    to: mailbox,
    subject: `${commune.name} gửi hồ sơ ${commune.type} phù hợp với trẻ em năm ${year}`,
    text: `Kính gửi: Phòng LĐTBXH-DT huyện Minh Họa\n\nUBND ${name} gửi hồ sơ đề nghị công nhận ${commune.type} phù hợp với trẻ em năm ${year} (bản mềm).\n\nTrân trọng./.\n`,
    date: `${year}-10-${String(20 + index).padStart(2, '0')}T03:15:00.000Z`,
    attachments: [
      { filename: 'To trinh.docx', bytes: await writeWordPaper(papers.letter) },
      await sheetFile(recipe.layout, commune, year, sheet, total),
      { filename: 'Bao cao.docx', bytes: await writeWordPaper(papers.report) },
      ...(recipe.without === 'minutes'
        ? []
        : [{ filename: 'Bien ban.docx', bytes: await writeWordPaper(papers.minutes) }]),
    ],
  };
}

async function correctionMail(recipe: Recipe, first: SampleMail, year: number): Promise<SampleMail> {
  const commune = communeOf(recipe.commune, year);
  const sheet = scoreFigures({ ...inventFigures(recipe.children), ...recipe.changes });
  const total = sheet.reduce((sum, criterion) => sum + criterion.points, 0);
  return {
    slug: `${recipe.commune}-thay-the`,
    messageId: `<${recipe.commune}.2@minhhoa.example.vn>`,
    inReplyTo: first.messageId,
    from: first.from,
    to: mailbox,
    subject: `Re: ${first.subject}`,
    text: `Kính gửi: Phòng LĐTBXH-DT huyện Minh Họa\n\nUBND ${communeInSentence(commune)} gửi báo cáo thay thế báo cáo đã gửi.\n\nTrân trọng./.\n`,
    date: `${year}-10-26T07:40:00.000Z`,
    attachments: [
      {
        filename: 'Bao cao thay the.docx',
        bytes: await writeWordPaper(reportOf(commune, year, sheet, total)),
      },
    ],
  };
}

function questionMail(year: number): SampleMail {
  const commune = communeOf('99906', year);
  return {
    slug: '99906-cau-hoi',
    messageId: '<99906.1@minhhoa.example.vn>',
    from: addressOf(commune),
    to: mailbox,
    subject: `Xin hướng dẫn lập hồ sơ xã phù hợp với trẻ em năm ${year}`,
    text: `Kính gửi: Phòng LĐTBXH-DT huyện Minh Họa\n\n${commune.name} xin hỏi: phiếu lấy ý kiến hài lòng lấy bao nhiêu phiếu thì đủ? Nhờ Phòng hướng dẫn.\n\nTrân trọng./.\n`,
    date: `${year}-10-21T02:05:00.000Z`,
    attachments: [],
  };
}

async function sheetFile(
  layout: Layout,
  commune: Commune,
  year: number,
  sheet: readonly SampleCriterion[],
  total: number,
): Promise<SampleMail['attachments'][number]> {
  const rows =
    layout === 'excel'
      ? itemisedRows(sheet, total)
      : layout === 'word-compact'
        ? compactRows(sheet, total)
        : splitRows(sheet, total);
  const paper: SamplePaper = {
    issuer: issuerOf(commune),
    number: null,
    placeAndDate: dateLine(commune, 14, year),
    title: [
      'BẢNG TỰ CHẤM ĐIỂM',
      `Kết quả thực hiện tiêu chuẩn ${commune.type} phù hợp với trẻ em năm ${year}`,
    ],
    body: [rows],
    signature: signature,
  };
  return layout === 'excel'
    ? { filename: 'Bang diem.xlsx', bytes: await writeExcelPaper(paper) }
    : { filename: 'Bang diem.docx', bytes: await writeWordPaper(paper) };
}

const signature = ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', '(Đã ký)'];

const issuerOf = (commune: Commune): readonly string[] => ['ỦY BAN NHÂN DÂN', commune.name.toUpperCase()];

function dateLine(commune: Commune, day: number, year: number): string {
  return `${communeProperName(commune)}, ngày ${String(day).padStart(2, '0')} tháng 10 năm ${year}`;
}

function letterOf(commune: Commune, year: number, total: number, blankNumber: boolean): SamplePaper {
  const name = communeInSentence(commune);
  return {
    issuer: issuerOf(commune),
    number: blankNumber ? '      /TTr-UBND' : '41/TTr-UBND',
    placeAndDate: blankNumber
      ? `${communeProperName(commune)}, ngày      tháng 10 năm ${year}`
      : dateLine(commune, 16, year),
    title: ['TỜ TRÌNH', `Về việc đề nghị công nhận ${name} đạt tiêu chuẩn phù hợp với trẻ em năm ${year}`],
    body: [
      'Kính gửi: Chủ tịch Ủy ban nhân dân huyện Minh Họa.',
      'Căn cứ Quyết định số 06/QĐ-TTg ngày 03/01/2019 của Thủ tướng Chính phủ;',
      `Theo kết quả chấm điểm của Hội đồng đánh giá, ${name} đạt ${total}/1.000 điểm.`,
      'Hồ sơ gửi kèm: Bảng tự chấm điểm; Báo cáo; Biên bản họp Hội đồng đánh giá.',
      `UBND ${name} kính đề nghị xem xét, công nhận./.`,
    ],
    signature,
  };
}

function reportOf(
  commune: Commune,
  year: number,
  sheet: readonly SampleCriterion[],
  total: number,
): SamplePaper {
  const name = communeInSentence(commune);
  return {
    issuer: issuerOf(commune),
    number: '112/BC-UBND',
    placeAndDate: dateLine(commune, 15, year),
    title: [
      'BÁO CÁO',
      `Kết quả tự đánh giá thực hiện tiêu chuẩn ${commune.type} phù hợp với trẻ em năm ${year}`,
    ],
    body: [
      'I. KẾT QUẢ THỰC HIỆN CÁC TIÊU CHÍ',
      ...reportLines(sheet),
      'II. ĐÁNH GIÁ CHUNG',
      `Đối chiếu với quy định, ${name} tự chấm được ${total}/1.000 điểm./.`,
    ],
    signature,
  };
}

function minutesOf(
  commune: Commune,
  year: number,
  sheet: readonly SampleCriterion[],
  total: number,
): SamplePaper {
  return {
    issuer: [`UBND ${commune.name.toUpperCase()}`, 'HỘI ĐỒNG ĐÁNH GIÁ'],
    number: '03/BB-HĐĐG',
    placeAndDate: dateLine(commune, 13, year),
    title: ['BIÊN BẢN', `Họp Hội đồng đánh giá ${commune.type} phù hợp với trẻ em năm ${year}`],
    body: [
      'Các thành viên Hội đồng thảo luận và thống nhất chấm điểm như sau:',
      ...sheet.map(
        (criterion) => `- Tiêu chí ${criterion.number}: ${criterion.points}/${criterion.max} điểm;`,
      ),
      `Tổng điểm: ${total}/1.000 điểm.`,
      'Biểu quyết: 07/07 thành viên nhất trí./.',
    ],
    signature: ['CHỦ TRÌ', '(Đã ký)'],
  };
}
