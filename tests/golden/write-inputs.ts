import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { composeMail } from '../../infra/local/compose-mail.ts';
import type { SampleMail } from '../../shared/appraisal/samples/sample-dossiers.ts';
import { writeSampleDossiers } from '../../shared/appraisal/samples/sample-dossiers.ts';
import { writeWordPaper } from '../../shared/appraisal/samples/sample-papers.ts';
import { buildCfb } from '../unit/formats/build-cfb.ts';

// Writes the mails of the golden cases; every unit, figure and name in them is invented. Run by hand from the root:
// npx esbuild tests/golden/write-inputs.ts --bundle --platform=node --format=esm --packages=external --outfile=.build/write-inputs.js && node .build/write-inputs.js

type Attachment = SampleMail['attachments'][number];

const samples = await writeSampleDossiers(2023);

function sample(slug: string): SampleMail {
  const mail = samples.find((one) => one.slug === slug);
  if (mail === undefined) throw new Error(`no sample ${slug}`);
  return mail;
}

const inOrder = sample('99901-excel');

/** A mail that is a sample in all but what is named, with a Message-ID of its own. */
function like(of: SampleMail, changes: Partial<SampleMail> & Pick<SampleMail, 'slug'>): SampleMail {
  return { ...of, messageId: `<${changes.slug}@minhhoa.example.vn>`, ...changes };
}

const paperOf = (mail: SampleMail, filename: string): Uint8Array => {
  const found = mail.attachments.find((one) => one.filename === filename);
  if (found === undefined) throw new Error(`no ${filename}`);
  return found.bytes;
};

/** The papers as a folder of an archive, its names with all their marks; entries carry a fixed date. */
function archiveOf(folder: string, papers: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(papers).map(([name, bytes]) => [`${folder}/${name}`, bytes])),
    { mtime: new Date(2023, 9, 16) },
  );
}

const listOfChildren = await writeWordPaper({
  issuer: ['ỦY BAN NHÂN DÂN', 'XÃ SUỐI MẪU'],
  number: null,
  placeAndDate: 'Suối Mẫu, ngày 12 tháng 10 năm 2023',
  title: ['DANH SÁCH', 'Trẻ em có hoàn cảnh đặc biệt được trợ giúp năm 2023'],
  body: [
    [
      ['STT', 'Họ và tên trẻ', 'Ngày sinh', 'Địa chỉ', 'Họ tên cha, mẹ'],
      ['1', 'Mẫu Văn Thử', '12/03/2015', 'Thôn Mẫu Một', 'Mẫu Văn Ví'],
      ['2', 'Mẫu Thị Dụ', '05/11/2012', 'Thôn Mẫu Hai', 'Mẫu Thị Họa'],
      ['3', 'Ví Thị Nghiệm', '27/07/2018', 'Thôn Mẫu Hai', 'Ví Văn Minh'],
    ],
  ],
  signature: ['NGƯỜI LẬP', '(Đã ký)'],
});

const report = paperOf(inOrder, 'Bao cao.docx');

const inputs: Readonly<Record<string, { readonly input: SampleMail; readonly before?: SampleMail }>> = {
  '001-excel-sheet-in-order': { input: inOrder },
  '002-compact-word-sheet-with-total-slip': { input: sample('99902-word-compact') },
  '003-split-columns-without-minutes': { input: sample('99903-word-split') },
  '004-zero-criterion-and-blank-number': { input: sample('99904-excel') },
  '005-report-differs-from-sheet': { input: sample('99905-word-compact') },
  '006-replacement-report-settles-it': {
    before: sample('99905-word-compact'),
    input: sample('99905-thay-the'),
  },
  '007-dossier-in-an-archive': {
    input: like(inOrder, {
      slug: '007',
      attachments: [
        {
          filename: 'Hồ sơ xã Suối Mẫu.zip',
          bytes: archiveOf('Hồ sơ trẻ em 2023', {
            'Tờ trình.docx': paperOf(inOrder, 'To trinh.docx'),
            'Bảng tự chấm điểm.xlsx': paperOf(inOrder, 'Bang diem.xlsx'),
            'Báo cáo.docx': report,
            'Biên bản.docx': paperOf(inOrder, 'Bien ban.docx'),
          }),
        },
      ],
    }),
  },
  '008-evidence-names-children': {
    input: like(inOrder, {
      slug: '008',
      attachments: [...inOrder.attachments, { filename: 'Danh sach tre.docx', bytes: listOfChildren }],
    }),
  },
  '009-locked-truncated-and-empty-files': {
    input: like(inOrder, {
      slug: '009',
      attachments: inOrder.attachments.map(({ filename, bytes }): Attachment => {
        switch (filename) {
          case 'To trinh.docx':
            return { filename, bytes: buildCfb(['EncryptionInfo', 'EncryptedPackage']) };
          case 'Bao cao.docx':
            return { filename, bytes: bytes.subarray(0, 4000) };
          case 'Bien ban.docx':
            return { filename, bytes: new Uint8Array() };
          default:
            return { filename, bytes };
        }
      }),
    }),
  },
  '010-question-without-dossier': { input: sample('99906-cau-hoi') },
  '011-link-in-place-of-files': {
    input: like(inOrder, {
      slug: '011',
      text: `${inOrder.text}\nHồ sơ tải tại: https://drive.google.com/drive/folders/1MauMinhHoa2023\n`,
      attachments: [],
    }),
  },
  '012-same-papers-in-a-new-mail': {
    before: inOrder,
    input: like(inOrder, { slug: '012', date: '2023-10-24T02:00:00.000Z' }),
  },
};

for (const [slug, { input, before }] of Object.entries(inputs)) {
  const folder = join('tests/golden', slug);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'input.eml'), await composeMail(input));
  if (before !== undefined) await writeFile(join(folder, 'before.eml'), await composeMail(before));
}
