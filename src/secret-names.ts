const SAYS_SECRET = /TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL|(^|_)(API_?)?KEYS?(_|$)/i;

/** Whether the value of a variable of this name is a secret, as far as a name tells. */
export function saysSecret(name: string): boolean {
  return SAYS_SECRET.test(name);
}

/** Whether the value may be a secret, also by words that name other things as often: what is hidden without need does no harm. */
export function maySaySecret(name: string): boolean {
  return saysSecret(name) || /PASS|PWD|AUTH|(^|_)PIN(_|$)|SALT|PRIVATE|SIGN|DSN/i.test(name);
}

/** Whether the value of a variable of this name is an address, which may hold a password. */
export function saysAddress(name: string): boolean {
  return /(^|_)(URL|URI|DSN|PROXY)$/i.test(name);
}
