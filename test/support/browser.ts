/** A visitor with cookies, as far as forms of Django need one. Follows no redirect. */
export class Browser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();
  /** `origin` such as "http://localhost:32768". */
  constructor(origin: string) {
    this.#origin = origin;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#keep(
      await fetch(this.#origin + path, { headers: { ...this.#headers(), ...headers }, redirect: 'manual' }),
    );
  }

  async text(path: string): Promise<string> {
    return (await this.get(path)).text();
  }

  /** Fetches the page for its cookie, then posts the form to it. */
  async post(path: string, fields: Readonly<Record<string, string | File>>): Promise<Response> {
    await this.text(path);
    const body = new FormData();
    body.set('csrfmiddlewaretoken', this.#cookies.get('csrftoken') ?? '');
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const headers = { ...this.#headers(), Referer: this.#origin + path };
    return this.#keep(await fetch(this.#origin + path, { method: 'POST', body, headers, redirect: 'manual' }));
  }

  #headers(): Record<string, string> {
    return { Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  #keep(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined) this.#cookies.set(name, value ?? '');
    }
    return response;
  }
}
