import { findDangers } from './templates/find-dangers.ts';
import { openPackage, PackageError } from './templates/open-package.ts';

/** Why a copy that a person edited is not taken in, in Vietnamese; null when nothing speaks against it. */
export function refuseEditedCopy(file: Uint8Array): string | null {
  try {
    return findDangers(openPackage(file))[0]?.message ?? null;
  } catch (error) {
    if (error instanceof PackageError) return error.message;
    throw error;
  }
}
