import fc from 'fast-check';

// Property tests try the same cases everywhere, so that a run that fails fails again; HOSO_SEED tries others.
fc.configureGlobal({ seed: Number(process.env['HOSO_SEED'] ?? 20231103) });
