/** Every kind of mail the office sends (officer texts §3.2 to §3.11). */
export const letterIds = [
  'receipt-complete',
  'receipt-incomplete',
  'receipt-nothing-read',
  'receipt-supplement',
  'receipt-known',
  'reminder-14',
  'reminder-7',
  'reminder-3',
  'reminder-1',
  'overdue',
  'issued-letter',
  'result',
  'return-for-completion',
  'recognised',
  'council-notice',
  'digest',
  'alarm',
] as const;
export type LetterId = (typeof letterIds)[number];
