/** The command line was not understood: the reason and the help are shown. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE = `Usage: beckon <command>

  serve                          Start the server.
  migrate                        Bring the database up to date, and stop.
  domain create NAME             Make a domain: a company with its own sources, people and data.
  user create --domain NAME --email ADDRESS --role administrator|supervisor|agent
              [--firstname NAME] [--lastname NAME] [--password-stdin]
                                 Make a user. Without --password-stdin a password is made and shown once.
  help                           Show this.

Settings come from the environment: PORT, HOST, BECKON_PUBLIC_URL, BECKON_DATA_DIR, DATABASE_URL, REDIS_URL,
BECKON_SECRET, BECKON_STORAGE_URL, BECKON_PRIVATE_WEBHOOKS, BECKON_DEMO, BECKON_DEMO_PORT, LOG_LEVEL.
`;

/** As in BSD's sysexits.h. */
export const EXIT_CODES = { failed: 1, usage: 64, configuration: 78 } as const;
