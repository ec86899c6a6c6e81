/** Arguments that cannot be used; told to the person at the keyboard. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a command line to its end: exit 2 with how it is used for arguments that cannot be used, exit 1 for a fault. */
export function runCommand(main: () => Promise<void>, usage: string): void {
  main().catch((error: unknown) => {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${usage}`);
      process.exitCode = 2;
    } else {
      console.error(error);
      process.exitCode = 1;
    }
  });
}
