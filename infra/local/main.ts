import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOffice } from './office.ts';
import { readSettings } from './settings.ts';

/** Assets lie beside the bundle, where the build put them. */
const assets = fileURLToPath(new URL('assets/', import.meta.url));

async function main(): Promise<void> {
  const settings = readSettings(process.env, process.argv.slice(2));
  const office = await startOffice({
    settings,
    childPath: fileURLToPath(new URL('document-child.js', import.meta.url)),
    readAsset: async (name) =>
      /^[\w.-]+$/u.test(name) ? readFile(join(assets, name)).catch(() => undefined) : undefined,
    newReference: () => randomBytes(4).toString('hex').toUpperCase(),
    report: (line) => console.error(line),
  });
  console.log(
    [
      '',
      `Hồ Sơ đang chạy.`,
      ...office.portalAddresses.map(
        (address, position) =>
          `${position === 0 ? '  Trang làm việc:    ' : '    từ máy khác:     '}${address}`,
      ),
      ...(office.firstAdministratorPath === null
        ? []
        : [`  Tạo người quản trị: ${office.portalAddresses[0]}${office.firstAdministratorPath}`]),
      `  Nhận thư (SMTP):   127.0.0.1:${office.smtpPort}`,
      `  Thư mục nhận thư:  ${settings.inbox} (chép tệp .eml vào đây)`,
      `  Dữ liệu:           ${settings.home}`,
      'Nhấn Ctrl-C để dừng.',
      '',
    ].join('\n'),
  );
  let stopping = false;
  const stop = (): void => {
    // A second Ctrl-C does not wait.
    if (stopping) process.exit(1);
    stopping = true;
    console.log('Đang dừng…');
    office.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const code = (error as { code?: unknown }).code;
  if (code === 'EADDRINUSE')
    console.error(
      'Cổng đang có chương trình khác dùng. Dừng chương trình đó, hoặc đặt cổng khác bằng HOSO_PORT và HOSO_SMTP_PORT.',
    );
  else console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
