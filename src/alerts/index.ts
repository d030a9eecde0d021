export { alertsMigrations } from './schema.ts'
