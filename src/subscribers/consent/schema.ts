/** What the record got later: the column for a network, and the way to one person's events. */
import type { Migration } from '../../store/index.ts'

export const consentMigrations: readonly Migration[] = [
  {
    name: '0026-consent',
    statements: () => [
      `alter table consent_events add column network text`,
      `create index consent_events_person on consent_events (subscriber_hash)`,
    ],
  },
]
