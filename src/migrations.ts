/** Every stage's migrations, in the order of their numbers. */
import { alertsMigrations } from './alerts/index.ts'
import { deliveriesMigrations, fenceMigrations } from './deliveries/index.ts'
import { editorsMigrations } from './editors/index.ts'
import { sourcesMigrations } from './sources/index.ts'
import { type Migration, storeMigrations } from './store/index.ts'
import { storiesMigrations } from './stories/index.ts'
import { subscribersMigrations } from './subscribers/index.ts'

export const migrations: readonly Migration[] = [
  ...storeMigrations,
  ...sourcesMigrations,
  ...storiesMigrations,
  ...subscribersMigrations,
  ...alertsMigrations,
  ...editorsMigrations,
  ...deliveriesMigrations,
  ...fenceMigrations,
]
