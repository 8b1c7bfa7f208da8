/** What a variable takes of the default database's address, or the key. */
export type SuppliedPart = 'url' | 'engine' | 'host' | 'port' | 'name' | 'user' | 'password' | 'secret-key';

/** Variables that the overlay gives their values, by name: of DATABASE_URL and of SECRET_KEY. */
export type SuppliedVariables = Readonly<Record<string, SuppliedPart>>;

/** As SIMPLE_DEPLOY_SUPPLIED has it: `DB_HOST=host DB_NAME=name`; empty for none. */
export function suppliedText(supplied: SuppliedVariables): string {
  return Object.entries(supplied)
    .map(([name, part]) => `${name}=${part}`)
    .join(' ');
}
