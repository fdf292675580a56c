import { expect, it } from 'vitest';
import { useProvince } from '../../../province.ts';

const { submit } = useProvince();

it('reads months for statistics as long as they are few enough, and says how to ask for less', async () => {
  const { readMonths } = await import('../../../../functions/adapters/table/supervision.ts');
  for (let n = 0; n < 3; n += 1) await submit();
  const read = (most: number) => readMonths(['2026-08', '2026-09'], '370000/371400/371402', most);
  expect(await read(3)).toHaveLength(3);
  await expect(read(2)).rejects.toMatchObject({
    refusal: 'too-large',
    text: { zh: expect.stringContaining('month=2026-09'), en: expect.stringContaining('more than 2 transfers') },
  });
});
