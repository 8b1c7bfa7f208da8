const SAYS_SECRET = /TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL|(^|_)(API_?)?KEYS?(_|$)/i;

/** Whether the value of a variable of this name is a secret, as far as a name tells. */
export function saysSecret(name: string): boolean {
  return SAYS_SECRET.test(name);
}

/** Whether the value of a variable of this name is an address, which may hold a password. */
export function saysAddress(name: string): boolean {
  return /(^|_)(URL|URI|DSN|PROXY)$/i.test(name);
}
