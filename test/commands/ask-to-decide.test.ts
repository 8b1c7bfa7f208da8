import { expect, test } from 'vitest';
import { askToDecide } from '../../src/commands/ask-to-decide.ts';
import { wordsFor } from '../../src/messages.ts';
import { UserError } from '../../src/problems.ts';

const { signal } = new AbortController();
const choices = {
  code: 'choices-missing',
  platform: 'nowhere',
  choices: [
    {
      key: 'region',
      option: '--region',
      question: 'the region',
      suggestion: 'fra',
      among: [
        { value: 'fra', about: 'Frankfurt' },
        { value: 'iad', about: 'Ashburn' },
      ],
    },
    { key: 'org', option: '--org', question: 'the organisation' },
  ],
} as const;
const consent = {
  code: 'consent-missing',
  platform: 'nowhere',
  app: 'blog',
  creates: ['the app blog'],
  billed: ['Machines are billed.'],
  option: '--create',
} as const;

function person(answers: readonly string[], canAsk = true) {
  const asked: string[] = [];
  const left = [...answers];
  const ask = (question: string, { suggestion = '' }: { readonly suggestion?: string }) => {
    asked.push(`${question} [${suggestion}]`);
    return Promise.resolve(left.shift() ?? '');
  };
  return { asked, terminal: { canAsk, ask, say: (text: string) => void asked.push(text) } };
}

test('each choice is asked for, again when it is none of those that there are', async () => {
  const { asked, terminal } = person(['mars', 'iad', 'team']);
  expect(await askToDecide(choices, { terminal, signal, dryRun: false })).toEqual({ region: 'iad', org: 'team' });
  expect(asked).toEqual([
    '  fra: Frankfurt',
    '  iad: Ashburn',
    'The region [fra]',
    'The region [fra]',
    'The organisation []',
  ]);
});

test('what a push makes is shown with what is billed, and made after a yes only', async () => {
  const { asked, terminal } = person(['yes']);
  expect(await askToDecide(consent, { terminal, signal, dryRun: false })).toEqual({ create: true, yes: true });
  expect(asked[0]).toMatch(/blog is new on nowhere.*the app blog.*Machines are billed/s);
  await askToDecide({ ...consent, stands: true }, { terminal: person(['yes']).terminal, signal, dryRun: false });
  expect(wordsFor({ ...consent, stands: true }).what).toMatch(/^For blog on nowhere a push would make/);
  expect(wordsFor(consent).what).toMatch(/^There is no blog on nowhere yet/);
  const no = askToDecide(consent, { ...person(['']), signal, dryRun: false });
  await expect(no).rejects.toThrow(new UserError(consent));
});

test('where nobody can answer, the error names the flags; a dry run makes nothing and needs no consent', async () => {
  const { terminal } = person([], false);
  await expect(askToDecide(choices, { terminal, signal, dryRun: false })).rejects.toThrow('choices-missing');
  await expect(askToDecide(consent, { terminal, signal, dryRun: false })).rejects.toThrow('consent-missing');
  expect(await askToDecide(consent, { terminal, signal, dryRun: true })).toEqual({ create: true, yes: true });
  expect(wordsFor(choices).next).toEqual(['simple-deploy push --to nowhere --region fra --org NAME']);
  expect(wordsFor(choices).found).toContain('  --region iad: Ashburn');
  expect(wordsFor(consent).next.join()).toContain('--create');
});
