const megabyte = 1024 * 1024;
const shrink = 'tệp lớn hơn thì giảm dung lượng ảnh trong tệp';

/** What each form with files takes at once, and what to do with more. Attack: an upload that fills memory. */
export const uploadLimits = {
  /** A mail brings as much. */
  dossier: {
    bytes: 40 * megabyte,
    more: 'nhiều tệp thì chia thành nhiều lần, tệp lớn hơn thì gửi qua thư điện tử đến hộp thư tiếp nhận',
  },
  /** A scan of some pages; more is a photo album. */
  scan: { bytes: 20 * megabyte, more: 'tệp lớn hơn thì quét lại đen trắng, 200 dpi' },
  /** An annex is some pages; a scan of it some megabytes. */
  annex: { bytes: 25 * megabyte, more: shrink },
  /** A paper of some pages; pictures pasted into it. */
  editedCopy: { bytes: 10 * megabyte, more: shrink },
  /** A filled-in table, or a scan of it. */
  sectorTable: { bytes: 10 * megabyte, more: shrink },
  /** A template with a letterhead's pictures. */
  template: { bytes: 5 * megabyte, more: shrink },
  registry: { bytes: 5 * megabyte, more: shrink },
} as const;

/** A kind of form with files. */
export type UploadKind = keyof typeof uploadLimits;

/** Bytes of files such a form takes behind a gateway that carries so many; undefined where there is none. */
export const bytesOfUpload = (kind: UploadKind, gatewayBytes: number | undefined): number =>
  Math.min(uploadLimits[kind].bytes, gatewayBytes ?? Infinity);
