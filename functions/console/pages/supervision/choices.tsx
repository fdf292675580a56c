import { useText } from '../language.ts';
import { ChoiceField } from '../parts/field.tsx';
import { useAsked, usePlaces } from './asked.ts';

/** Chooses the region that is watched; there is nothing to choose for who oversees no other. */
export const RegionChoice = () => {
  const t = useText();
  const { asked, ask } = useAsked();
  const places = usePlaces();
  if (places.length < 2) return null;
  const [own] = places;
  return (
    <ChoiceField
      label={t({ zh: '地区', en: 'Region' })}
      value={asked.region ?? own?.regionCode ?? ''}
      change={(region) => ask({ region: region === own?.regionCode ? undefined : region, unit: undefined })}
      options={places.map(({ regionCode, regionName }) => ({ value: regionCode, label: regionName }))}
    />
  );
};
