import type { Schemas } from '../../api.ts';

export const Actions = (_: { transfer: Schemas['TransferWithTimeline']; reload: () => Promise<void> }) => null;
