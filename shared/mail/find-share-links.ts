import type { InboundMail } from './parse-mail.ts';

/** A link that stands for files the mail should have carried. */
export interface ShareLink {
  /** In words for the officer: "Google Drive". */
  readonly service: string;
  readonly url: string;
}

/** Hosts of file services, and the path a shared file has there; documents to fill in (forms) are no files. */
const services: readonly { readonly service: string; readonly host: RegExp; readonly path?: RegExp }[] = [
  { service: 'Google Drive', host: /^drive\.google\.com$/ },
  {
    service: 'Google Drive',
    host: /^docs\.google\.com$/,
    path: /^\/(?:document|spreadsheets|presentation|file|uc)\b/,
  },
  {
    service: 'Google Drive',
    host: /^(?:photos\.app\.goo\.gl|photos\.google\.com|drive\.usercontent\.google\.com)$/,
  },
  { service: 'OneDrive', host: /^(?:1drv\.ms|onedrive\.live\.com)$/ },
  { service: 'OneDrive/SharePoint', host: /\.sharepoint\.com$/ },
  { service: 'Dropbox', host: /^(?:www\.)?dropbox\.com$/, path: /^\/(?:s|sh|scl|t|transfer)\// },
  { service: 'Dropbox', host: /^(?:db\.tt|dl\.dropboxusercontent\.com)$/ },
  { service: 'Fshare', host: /^(?:www\.)?fshare\.vn$/, path: /^\/(?:file|folder)\// },
  { service: 'MediaFire', host: /^(?:www\.)?mediafire\.com$/, path: /^\/(?:file|folder|view|\?)/ },
  { service: 'MEGA', host: /^mega\.(?:nz|io|co\.nz)$/, path: /^\/(?:file|folder|#)/ },
  {
    service: 'Zalo',
    host: /^(?:[\w-]+\.)*(?:zalo\.me|zaloapp\.com|zdn\.vn|dlfl\.vn)$/,
    path: /^\/(?!$|\d+$|g\/|pc$)./,
  },
  { service: 'WeTransfer', host: /^(?:we\.tl|(?:[\w-]+\.)?wetransfer\.com)$/ },
  {
    service: 'iCloud',
    host: /^(?:www\.)?icloud\.com$/,
    path: /^\/(?:iclouddrive|attachment|photos|sharedalbum)/,
  },
  { service: 'Box', host: /^(?:[\w-]+\.)?box\.com$/, path: /^\/(?:s|v|shared)\// },
  { service: 'pCloud', host: /^(?:[\w-]+\.)?pcloud\.(?:link|com)$/ },
  { service: 'TeraBox', host: /^(?:www\.)?(?:terabox|1024terabox)\.(?:com|app)$/ },
];

/** Links of a mail to file services (Drive, OneDrive, Dropbox …), each once; they are named to the officer and never opened. */
export function findShareLinks(mail: Pick<InboundMail, 'links' | 'textBody'>): readonly ShareLink[] {
  const bare = mail.textBody.matchAll(/(?<![\w/.@-])(?:drive|docs)\.google\.com\/[^\s<>"')]{1,2000}/gi);
  const urls = new Set([...mail.links, ...[...bare].map((match) => `https://${match[0]}`)]);
  return [...urls].flatMap((url) => {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    const found = services.find(
      ({ host, path }) =>
        parsed !== undefined &&
        host.test(parsed.hostname) &&
        (path?.test(parsed.pathname + parsed.hash) ?? true),
    );
    return found === undefined ? [] : [{ service: found.service, url }];
  });
}
