import { gunzipSync } from 'node:zlib';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../functions/domain/settings.ts';
import { settingsOf } from '../../infra/province.ts';
import { provinces, templates, templatesOf } from './templates.ts';

/** How the settings of a province file reach its functions. */

/** What the deployment puts in force. */
const settingsIn = (template: Template): Settings => {
  const [asked] = Object.values(template.findResources('Custom::ProvinceSettings'));
  return JSON.parse(gunzipSync(Buffer.from(asked?.Properties.Settings, 'base64')).toString());
};

describe.each([
  ['China', templates.China.stack, provinces.China],
  ['elsewhere', templates.abroad.stack, provinces.abroad],
])('the settings of a province in %s', (_, template, province) => {
  it('hands them to no function by its environment, but has one of them put them into the table', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
      const variables = Properties.Environment.Variables;
      expect(Object.keys(variables).join()).not.toMatch(/settings/i);
    }
    expect(settingsIn(template)).toEqual(settingsOf(province));
    const [asked] = Object.values(template.findResources('Custom::ProvinceSettings'));
    expect(asked?.Properties).toMatchObject({
      ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/^Settingsputsettings/), 'Arn'] },
      ServiceTimeout: '300',
    });
    // What runs by itself waits until there are settings to run by.
    for (const rule of Object.values(template.findResources('AWS::Events::Rule'))) {
      if (!rule.Properties.ScheduleExpression) continue;
      expect(rule.DependsOn).toEqual(
        expect.arrayContaining(Object.keys(template.findResources('Custom::ProvinceSettings'))),
      );
    }
  });
});

/** As a province could say them that has rules of its own in each county. */
const manyOverrides = Array.from({ length: 200 }, (_, n) => ({
  regionCode: String(371_400 + n),
  sender: 'discipline-inspection' as const,
  windows: {
    acknowledge: { amount: 24 + (n % 40), unit: 'hours' as const, basis: `某县线索移送工作细则（试行）第${n}条` },
    feedback: { amount: 15, unit: 'working-days' as const, basis: `某县线索移送工作细则（试行）第${n + 1}条` },
  },
}));

describe('a province of two hundred overrides', () => {
  const { settings } = provinces.abroad;
  const { stack: template } = templatesOf({ ...provinces.abroad, settings: { ...settings, overrides: manyOverrides } });

  it('puts all of them into the table, and leaves the environment of each function far below its 4,096 bytes', () => {
    expect(settingsIn(template).overrides).toEqual(manyOverrides);
    for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
      const { Variables } = Properties.Environment;
      expect(new TextEncoder().encode(JSON.stringify(Variables)).length).toBeLessThan(1500);
    }
    const [asked] = Object.values(template.findResources('Custom::ProvinceSettings'));
    expect(asked?.Properties.Settings.length).toBeLessThan(20_000);
  });
});
