import type { Commune } from '../../../shared/domain/commune.ts';
import type { DocumentKind } from '../../../shared/domain/document.ts';
import { documentKinds, documentKindNames } from '../../../shared/domain/document.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { DossierEntry } from '../../../shared/pipeline/records.ts';

/** Short texts an officer sends by their own means: no figures, no names, nothing of criteria 3 to 6. */
export function contactMessages(
  commune: Commune,
  round: Round,
  dossier: DossierEntry | undefined,
): readonly string[] {
  const { contact } = round.authority;
  const start = `[Hồ sơ xã phù hợp với trẻ em ${round.year}] ${commune.name}:`;
  const to = `Bản mềm gửi về ${contact.mailbox}. Đề nghị không gửi danh sách trẻ em qua Zalo.`;
  if (dossier === undefined || dossier.mails.length === 0)
    return [
      `${start} Phòng chưa nhận được hồ sơ. Hạn: trước ngày ${round.deadline}. Nhờ đồng chí gửi sớm. ${to}`,
    ];
  const missing = dossier.missingDocuments.filter(isKind).map((kind) => documentKindNames[kind].name);
  const received = `${start} Phòng đã nhận hồ sơ, mã tiếp nhận ${dossier.mails.at(-1) ?? ''}.`;
  return [
    missing.length === 0
      ? `${received} Đủ thành phần theo kiểm tra bước đầu.`
      : `${received} Đề nghị bổ sung: ${missing.join('; ')}. ${to}`,
    `${received} Nội dung cần bổ sung, làm rõ đã gửi vào thư điện tử. Nhờ đồng chí kiểm tra (cả mục Thư rác).`,
  ];
}

const isKind = (text: string): text is DocumentKind => documentKinds.some((kind) => kind === text);
