import type { NewJob } from '../ports/store.ts';

/** The job that judges a mail once every part of it has been read. */
export function startAssessment(mail: string): NewJob {
  return { id: `assess-dossier:${mail}`, stage: 'assess-dossier', payload: { mail } };
}
