import { useText } from '../../language.ts';
import { TextField } from '../../parts/field.tsx';

/** A case as it is typed: the day `YYYY-MM-DD`. */
export interface TypedCase {
  filedAt: string;
  caseNumber: string;
}

export const noCase: TypedCase = { filedAt: '', caseNumber: '' };

export const CaseFields = ({
  filed,
  change,
  fault,
}: {
  filed: TypedCase;
  change: (some: Partial<TypedCase>) => void;
  fault: (path: string) => string | undefined;
}) => {
  const t = useText();
  return (
    <>
      <TextField
        label={t({ zh: '立案日期', en: 'Day of the filing' })}
        value={filed.filedAt}
        change={(filedAt) => change({ filedAt })}
        fault={fault('filedAt')}
        input={{ type: 'date' }}
        required
      />
      <TextField
        label={t({ zh: '案件编号', en: 'Case number' })}
        value={filed.caseNumber}
        change={(caseNumber) => change({ caseNumber })}
        fault={fault('caseNumber')}
        required
      />
    </>
  );
};
