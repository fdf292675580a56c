import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { definition, diagramOf, readme, withDiagram } from '../../infra/diagram.ts';

describe('the diagram of the state machine', () => {
  it('stands in the README as the file has it now', async () => {
    const text = await readFile(readme, 'utf8');
    expect(withDiagram(text, await definition())).toBe(text);
  });

  it('has every state, and every way from one to another', () => {
    const States = {
      Ask: { Type: 'Task', Next: 'Which', Catch: [{ ErrorEquals: ['States.Timeout', 'Busy'], Next: 'Wrong' }] },
      Which: { Type: 'Choice', Choices: [{ Variable: '$.a', StringEquals: 'again', Next: 'Ask' }], Default: 'Right' },
      Wrong: { Type: 'Fail' },
      Right: { Type: 'Succeed' },
    };
    expect(
      diagramOf({ StartAt: 'Ask', States })
        .split('\n')
        .slice(1)
        .map((line) => line.trim()),
    ).toEqual([
      '[*] --> Ask',
      'state Which <<choice>>',
      'Ask --> Which',
      'Ask --> Wrong : Timeout, Busy',
      'Which --> Ask : again',
      'Which --> Right : otherwise',
      'Wrong --> [*]',
      'Right --> [*]',
    ]);
  });
});
