export { deliveriesMigrations } from './schema.ts'
