/** Addresses the office knows. */
export interface SenderRegistry {
  /** The office's own address, in lower case; null when not given. */
  readonly district: string | null;
  readonly staff: readonly string[];
  readonly communes: readonly KnownCommune[];
}

interface KnownCommune {
  readonly code: string;
  readonly name: string;
  readonly addresses: readonly string[];
}

/** Whose address it is. */
export type KnownSender =
  | { readonly kind: 'commune'; readonly code: string; readonly name: string }
  | { readonly kind: 'staff' }
  | { readonly kind: 'district' };

/** Reads the registry of known addresses from its JSON text. @throws Error naming the wrong field: the file is the office's own configuration. */
export function parseSenders(json: string): SenderRegistry {
  const value: unknown = JSON.parse(json.replace(/^\ufeff/, ''));
  if (!isObject(value)) throw new Error('senders: an object is expected');
  const { district, staff = [], communes = [] } = value;
  if (!Array.isArray(communes)) throw new Error('senders: "communes" must be a list');
  return {
    district: typeof district === 'string' ? toAddress(district) : null,
    staff: toAddresses(staff, 'staff'),
    communes: communes.map((commune: unknown, index) => {
      const at = `communes[${index}]`;
      if (!isObject(commune) || typeof commune['code'] !== 'string' || typeof commune['name'] !== 'string')
        throw new Error(`senders: ${at} needs "code" and "name"`);
      return {
        code: commune['code'],
        name: commune['name'].normalize('NFC'),
        addresses: toAddresses(commune['addresses'] ?? [], `${at}.addresses`),
      };
    }),
  };
}

/** Whose address this is by the registry, letter case ignored; null when nobody's. Display names are never looked at: anyone can write one. */
export function findSender(registry: SenderRegistry, address: string): KnownSender | null {
  const wanted = toAddress(address);
  const commune = registry.communes.find(({ addresses }) => addresses.includes(wanted));
  if (commune !== undefined) return { kind: 'commune', code: commune.code, name: commune.name };
  if (registry.staff.includes(wanted)) return { kind: 'staff' };
  return registry.district === wanted ? { kind: 'district' } : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function toAddresses(value: unknown, field: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string'))
    throw new Error(`senders: "${field}" must be a list of addresses`);
  return value.map(toAddress);
}

function toAddress(text: string): string {
  return text.trim().toLowerCase();
}
