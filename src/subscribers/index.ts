export { subscribersMigrations } from './schema.ts'
