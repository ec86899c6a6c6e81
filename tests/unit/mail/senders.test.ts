import { expect, it } from 'vitest';
import { findSender, parseSenders } from '../../../shared/mail/senders.ts';

const registry = parseSenders(
  JSON.stringify({
    note: 'ghi chú',
    district: 'hoso@huyen.example.vn',
    staff: ['Can.Bo@huyen.example.vn'],
    communes: [{ code: '06514', name: 'Xã Hữu Kiên', addresses: ['ubnd@hk.example.vn'] }],
  }),
);

it('an address is known by what the office wrote down, letter case ignored', () => {
  const found = ['UBND@hk.example.vn', 'can.bo@huyen.example.vn', 'hoso@huyen.example.vn', 'la@x.vn'];
  expect(found.map((address) => findSender(registry, address))).toEqual([
    { kind: 'commune', code: '06514', name: 'Xã Hữu Kiên' },
    { kind: 'staff' },
    { kind: 'district' },
    null,
  ]);
});

it.each(['[]x', '3', '{"communes":3}', '{"communes":[{"code":1}]}', '{"staff":[1]}'])(
  'a registry that is none is refused: %s',
  (json) => {
    expect(() => parseSenders(json)).toThrow();
  },
);
