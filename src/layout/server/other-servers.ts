/** Programs that start a server which the image has not, and what people call that. */
const programs: Readonly<Record<string, string>> = {
  'waitress-serve': 'waitress',
  waitress: 'waitress',
  'mod_wsgi-express': 'mod_wsgi',
  cherryd: 'CherryPy',
  chaussette: 'Chaussette',
  bjoern: 'bjoern',
  fastwsgi: 'FastWSGI',
  twist: 'Twisted',
  twistd: 'Twisted',
  unitd: 'NGINX Unit',
  passenger: 'Passenger',
};

/** Modules that a script of the project serves with. */
const modules: Readonly<Record<string, string>> = {
  waitress: 'waitress',
  bjoern: 'bjoern',
  fastwsgi: 'FastWSGI',
  cheroot: 'Cheroot',
  cherrypy: 'CherryPy',
  'gevent.pywsgi': 'gevent',
  'eventlet.wsgi': 'eventlet',
  'wsgiref.simple_server': 'wsgiref',
};
const serving =
  /^[ \t]*(?:from|import)[ \t]+(waitress|bjoern|fastwsgi|cheroot|cherrypy|gevent\.pywsgi|eventlet\.wsgi|wsgiref\.simple_server)\b/m;

/** The server behind the name of a program, where it is none that the image has. */
export function otherServer(program: string): string | undefined {
  return Object.hasOwn(programs, program) ? programs[program] : undefined;
}

/** The server that a Python script starts by itself, where it is none that the image has. */
export function servedByScript(text: string): string | undefined {
  return modules[serving.exec(text)?.[1] ?? ''];
}

/** What its words say that it serves, as `module:callable` or the path of a file; what `--call` names is called for it first. */
export function otherApplication(words: readonly string[]): string | undefined {
  if (words.includes('--call')) return undefined;
  const twisted = words.flatMap((word) => /^--wsgi=([\w.]+)\.(\w+)$/.exec(word)?.slice(1).join(':') ?? []);
  return twisted[0] ?? words.find((word) => /^[A-Za-z_][\w.]*:[A-Za-z_]\w*$|^[\w./-]+\.py$/.test(word));
}
