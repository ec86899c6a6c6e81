import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../infra/local/settings.ts';

describe('the settings of one machine', () => {
  it('have usual values where nothing is set, or set to nothing', () => {
    const usual = {
      home: resolve('.hoso'),
      inbox: resolve('inbox'),
      portalPort: 3000,
      smtpPort: 2525,
      smtpHost: '127.0.0.1',
      smtpRecipients: [],
      opensToLan: false,
      certificate: null,
    };
    expect(readSettings({})).toEqual(usual);
    expect(readSettings({ HOSO_PORT: '', HOSO_SMTP_PORT: '' })).toEqual(usual);
  });

  it('are taken from the environment', () => {
    expect(
      readSettings(
        {
          HOSO_HOME: 'nha',
          HOSO_INBOX: 'thu',
          HOSO_PORT: '8080',
          HOSO_SMTP_PORT: '0',
          HOSO_SMTP_HOST: '0.0.0.0',
          HOSO_SMTP_RECIPIENTS: 'Ho-So@huyen.example.vn, @thu.example.vn',
          HOSO_TLS_CERT: 'a.crt',
          HOSO_TLS_KEY: 'a.key',
        },
        ['--lan'],
      ),
    ).toEqual({
      home: resolve('nha'),
      inbox: resolve('thu'),
      portalPort: 8080,
      smtpPort: 0,
      smtpHost: '0.0.0.0',
      smtpRecipients: ['ho-so@huyen.example.vn', '@thu.example.vn'],
      opensToLan: true,
      certificate: { cert: resolve('a.crt'), key: resolve('a.key') },
    });
  });

  it('refuse an unknown argument, and a certificate without its key', () => {
    expect(() => readSettings({}, ['--lân'])).toThrow('Không có tùy chọn "--lân"');
    expect(() => readSettings({ HOSO_TLS_CERT: 'a.crt' })).toThrow('Đặt cả hai');
  });

  it('refuse mail from other machines without the addresses it is for, and addresses that are none', () => {
    expect(() => readSettings({ HOSO_SMTP_HOST: '0.0.0.0' })).toThrow('HOSO_SMTP_RECIPIENTS');
    expect(() => readSettings({ HOSO_SMTP_RECIPIENTS: 'hoso' })).toThrow('đang có "hoso"');
  });

  it.each(['abc', '-1', '65536', '25.5'])('refuse the port "%s" and name it', (port) => {
    expect(() => readSettings({ HOSO_SMTP_PORT: port })).toThrow(
      new RangeError(`HOSO_SMTP_PORT phải là số cổng từ 0 đến 65535, đang là "${port}".`),
    );
  });
});
