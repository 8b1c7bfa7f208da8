/** The suite for platforms that build from source: a push to one of them takes its real program seconds. */
process.env['CONFORMANCE_OF'] = 'source';
await import('./conformance.engine.test.ts');
