import type { AlertState } from '../../alerts/index.ts'

/** How things stand, after "Alert 7 is". */
export const stateWords: Readonly<Record<AlertState, string>> = {
  draft: 'a draft that was never sent',
  sending: 'being sent',
  paused: 'paused',
  stopped: 'stopped for good',
  sent: 'sent to its whole audience already',
}
