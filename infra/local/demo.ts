import { readSettings } from './settings.ts';
import { sendSamples } from './send-samples.ts';

const settings = readSettings(process.env);
try {
  const sent = await sendSamples(settings.smtpPort, new Date().getFullYear());
  console.log(`Đã gửi ${sent} thư mẫu. Xem tại http://localhost:${settings.portalPort}`);
} catch {
  console.error(
    `Không gửi được thư mẫu tới cổng ${settings.smtpPort}. Hãy chạy "npm start" trước, rồi chạy lại lệnh này ở cửa sổ khác.`,
  );
  process.exitCode = 1;
}
