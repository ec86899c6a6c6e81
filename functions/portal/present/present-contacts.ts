import type { Commune } from '../../../shared/domain/commune.ts';
import type { DocumentKind } from '../../../shared/domain/document.ts';
import { documentKinds, documentKindNames } from '../../../shared/domain/document.ts';
import type { Round } from '../../../shared/domain/round.ts';
import type { LetterTexts } from '../../../shared/appraisal/letters/letter-texts.ts';
import {
  communeValues,
  momentValues,
  officeValues,
} from '../../../shared/appraisal/letters/letter-values.ts';
import { renderLetter } from '../../../shared/appraisal/letters/render-letter.ts';
import type { OutboxEntry } from '../../../shared/pipeline/outbox-records.ts';
import type { DossierEntry } from '../../../shared/pipeline/records.ts';

/**
 * Short texts an officer sends by their own means (officer texts §3.8): no figures, no names, nothing of criteria 3 to 6. The last says
 * where the latest receipt went, once it was sent.
 */
export function contactMessages(
  commune: Commune,
  round: Round,
  dossier: DossierEntry | undefined,
  { receipt, texts }: { readonly receipt: OutboxEntry | undefined; readonly texts: LetterTexts },
): readonly string[] {
  const { contact } = round.authority;
  const start = `[Hồ sơ xã phù hợp với trẻ em ${round.year}] ${commune.name}:`;
  const to = `Bản mềm gửi về ${contact.mailbox}. Đề nghị không gửi danh sách trẻ em qua Zalo.`;
  if (dossier === undefined || dossier.mails.length === 0)
    return [
      `${start} Phòng chưa nhận được hồ sơ. Hạn: trước ngày ${round.deadline}. Nhờ đồng chí gửi sớm. ${to}`,
    ];
  const missing = dossier.missingDocuments.filter(isKind).map((kind) => documentKindNames[kind].name);
  const code = receipt?.code ?? null;
  const sentAt = receipt?.sentAt ?? null;
  const received = `${start} Phòng đã nhận hồ sơ${code === null ? '' : `, mã tiếp nhận ${code}`}.`;
  return [
    missing.length === 0
      ? `${received} Đủ thành phần theo kiểm tra bước đầu.`
      : `${received} Đề nghị bổ sung: ${missing.join('; ')}. ${to}`,
    ...(code === null || sentAt === null
      ? []
      : [
          renderLetter(
            'zalo-commune',
            {
              ...officeValues(round),
              ...communeValues(commune),
              ...momentValues(sentAt),
              ma_tiep_nhan: code,
            },
            texts,
          ).text,
        ]),
  ];
}

const isKind = (text: string): text is DocumentKind => documentKinds.some((kind) => kind === text);
