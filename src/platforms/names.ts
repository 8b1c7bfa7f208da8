/** What `--to` may name, in the order of the help: apart from the platforms, so that `--help` need not load them. */
export const platformNames = ['local', 'fly', 'heroku', 'platformsh', 'upsun', 'registry'] as const;
